import type { Lexicon } from './concepts.ts';

/**
 * Languages in Latin letters, without their accents, because folding takes those off: German, French, Spanish, Italian, Portuguese, Dutch, Polish, Czech, Romanian,
 * Swedish, Norwegian, Danish, Finnish, Hungarian, Turkish, Indonesian, Vietnamese, Tagalog, Swahili. Stems, since endings vary more than in English.
 */
export const european: Lexicon = {
  drop: 'ignorier* vergiss vergesst vergessen missacht* verwirf uberschreib* umgeh* ignorez ignorer oublie oubliez oublier neglige* contourne* outrepasse* ignora ignorar ignoren ignore_las ignora_las ignori olvida olvide olvidar olviden omite descarta pasa_por_alto dimentica dimenticare dimenticate tralascia scarta ignorare ignorate ignoriamo esqueca esquece esquecer desconsidere desconsiderar negeer negeren vergeet vergeten zignoruj ignoruj ignorowac zapomnij zapomniec pomin pomijaj ignorujte zapomen zapomente uita ignorati glom ignorera bortse_fran strunta glem glemme se_bort_fra unohda ohita sivuuta felejtsd hagyd_figyelmen unut unutun gormezden yoksay yok_say dikkate_alma abaikan lupakan hiraukan bo_qua quen hay_quen phot_lo huwag_pansinin balewalain kalimutan puuza sahau',
  earlier:
    'vorherig* bisherig* vorig* obig* fruher* ursprunglich* vorangegangen* zuvor precedent* anterieur* initial* prealable* ci_dessus avant originel* anterior* previo previos previa previas inicial* original* arriba antes precedente precedenti iniziali originali sopra prima acima vorige eerder* voorgaande bovenstaande oorspronkelijk* poprzedni* wczesniejsz* powyzs* pierwotn* predchozi* puvodni* anterioar* tidigare foregaende ovan tidligere ovenfor aiemm* edelli* korabbi* elozo* onceki yukaridaki baslangic* sebelumnya di_atas awal truoc truoc_do ben_tren o_tren nakaraang nauna naunang awali zilizotangulia',
  all: 'alle alles samtliche tout tous toute toutes todas todos todo toda tutte tutti tutto tudo allemaal wszystk* vsechn* toate alla alt kaikki minden_t osszes tum butun hepsi semua seluruh tat_ca moi lahat ng_lahat yote',
  orders:
    'anweisung* instruktion* vorgabe* richtlinie* befehl* systemanweisung* consigne* directive* instruccion* indicacion* directriz directrices istruzion* direttiv* indicazion* instrucao instrucoes orientaco* diretriz* instructies instructie opdracht* aanwijzing* richtlijn* instrukcj* polecen* wytyczn* instrukc* pokyn* instructiuni* instruktioner* anvisning* retningslinje* ohje* ohjei* utasitas* talimat* yonerge* komut* instruksi perintah petunjuk huong_dan chi_dan chi_thi tagubilin instruksyon panuto maagizo maelekezo',
  ordersSoft:
    'regel* gesprach* nachricht* kontext* regle* ordres contexte reglas ordenes conversacion mensaj* contexto regole ordini conversazione messaggi regras ordens conversa mensagens regels bevelen gesprek zasad* rozkaz* rozmow* pravidl* prikaz* reguli* regler saannot szabaly* kural* kurallar* aturan percakapan quy_tac quy_dinh lenh patakaran',
  you: 'du sie dich dir ihr tu vous te toi usted ustedes eres lei voce jij je_bent ty jestes jsi ban_la kamu anda sen siz bolsn ikaw wewe dig',
  your: 'dein* ihre ihren deiner votre vos ton tes sus tu tuo tuoi tua tue suoi seu seus sua suas teu jouw je uw twoje twoj* swoje swoj* tvoje tve sve svoje dina din ditt sinun deres kendi senin sizin cua_ban iyong mo_ng yako',
  model:
    'ki kunstliche_intelligenz sprachmodell* ia modele_de_langage modelo_de_lenguaje modello_linguistico modelo_de_linguagem taalmodel model_jezykowy yapay_zeka asistan* assistent* asistente assistente asystent*',
  reveal:
    'zeig* gib verrat* offenbar* nenne wiederhol* ubersetz* druck* affiche* montre* revele* repete* donne* traduis* divulgue* muestr* revel* repit* imprim* dime traduc* mostra* rivela* ripet* stampa* dimmi traduci repita mostre diga traduza laat_zien toon onthul herhaal geef vertaal pokaz* ujawnij* powtorz* wypisz podaj wyswietl* ukaz* vypis* zopakuj prozrad* arata dezvalui* repeta visa avsloja upprepa vis avslor gjenta nayta paljasta toista mutasd ird_ki goster* acikla* tekrarla* yazdir* soyle* tampilkan ungkap* ulangi beritahu cho_toi_biet tiet_lo hien_thi lap_lai in_ra ipakita ulitin sabihin',
  answer:
    'antworte* sag schreib* gib_aus ausgeben reponds repondez ecris dis affiche responde* di escribe rispondi scrivi responda escreva antwoord zeg schrijf odpowiedz powiedz napisz odpovez rekni napis raspunde svara skriv vastaa kirjoita valaszolj cevap_ver yaz yanitla jawab katakan tulis tra_loi viet noi sabihin sagutin',
  only: 'nur ausschliesslich seulement uniquement solo solamente unicamente soltanto apenas somente alleen enkel tylko jedynie pouze jen doar bara endast kun bare vain csak sadece yalnizca hanya chi lamang stattdessen plutot_que en_su_lugar invece em_vez_disso in_plaats_daarvan zamiast_tego',
  systemPrompt:
    'systemprompt* system_prompt* systemanweisung* systemnachricht* systemaufforderung prompt_systeme prompt_du_systeme message_systeme invite_systeme instructions_systeme instructions_initiales prompt_del_sistema prompt_de_sistema mensaje_del_sistema mensaje_de_sistema instrucciones_iniciales instrucciones_del_sistema prompt_di_sistema messaggio_di_sistema istruzioni_iniziali istruzioni_di_sistema prompt_do_sistema mensagem_do_sistema instrucoes_iniciais systeemprompt* systeembericht prompt_systemow* instrukcje_systemow* polecenie_systemow* monit_systemowy systemovy_prompt systemov* sistem_istemi* sistem_mesaj* sistem_talimat* sistem_komut* prompt_sistem instruksi_sistem pesan_sistem systemprompten loi_nhac_he_thong',
  secret:
    'passwort* kennwort* geheim* mot_de_passe motdepasse contrasena* clave_secreta secreto secretos secreta secretas segreto segreta parola_d senha segredo wachtwoord geheime haslo hasla tajn* heslo parola losenord* passord* salasana* jelszo* sifre* parolan* gizli kata_sandi rahasia mat_khau bi_mat nenosiri',
  given:
    'gegeben_wurde* erhalten_hast erhalten_haben bekommen_hast qui_tont_ete que_tu_as_recu que_vous_avez_recu qui_vous_ont que_te_dieron que_recibiste que_has_recibido que_se_te che_ti_sono che_hai_ricevuto che_ti_hanno que_voce_recebeu que_lhe_foram que_te_deram die_je_hebt die_je_kreeg ktore_otrzymal* otrzymales sana_verilen size_verilen yang_diberikan duoc_cung_cap',
  fromNow:
    'ab_jetzt von_nun_an ab_sofort von_jetzt_an a_partir_de_maintenant desormais dorenavant a_partir_de_ahora de_ahora_en dora_in_poi da_ora_in_poi da_questo_momento a_partir_de_agora de_agora_em vanaf_nu od_teraz od_tej_chwili odteraz od_ted de_acum_inainte fran_och_med_nu fra_na_av tasta_lahtien mostantol bundan_sonra simdiden artik mulai_sekarang tu_bay_gio ke_tu_bay_gio mula_ngayon',
  act: 'spiel* verhalte tu_so agier* simulier* stell_dir_vor agis joue_le incarne comporte* fais_comme actua actuar finge comportate imagina simula haz_de agisci fingi comportati immagina aja finja comporte_se doe_alsof gedraag speel udawaj zachowuj wciel wyobraz_sobie graj_role predstirej chovej predstav_si prefa_te imagineaza agera latsas opptre late_som esita kuvittele jatszd kepzeld davran rol_yap gibi_yap bertindak berpura_pura bayangkan dong_vai gia_vo hay_tuong_tuong magkunwari umakto',
  persona: 'rolle personnage personaje papel ruolo personaggio personagem rol roli postac* rolun peran vai_tro',
  unbound:
    'ungefiltert* unzensiert* uneingeschrankt* grenzenlos* debride* sans_filtre non_censure* sin_censura sin_filtro* sin_restriccion* sin_limit* senza_censura senza_filtr* senza_restrizion* senza_limit* sem_censura sem_filtro* sem_restric* sem_limit* ongecensureerd ongefilterd zonder_beperking* zonder_filter* bez_ogranicz* bez_cenzur* bez_filtr* bez_omezeni nieograniczon* niecenzurowan* sansursuz filtresiz sinirsiz kisitlamasiz tanpa_batas* tanpa_sensor tanpa_filter khong_gioi_han khong_kiem_duyet utan_begransning* uten_begrensning*',
  limits:
    'einschrankung* beschrankung* regeln ethik grenzen limite limites filtres morale ethique reglas restriccion* etica restrizion* regole limiti filtri restricoes restricao regras filtros beperking* ogranicz* zasad* etyk* moraln* omezeni kisitlama* sinir* etik ahlak* batasan aturan etika gioi_han dao_duc begransning* begrensning*',
  without:
    'ohne keine keinen frei sans aucun* sin ningun* senza nessun* sem nenhum* zonder geen bez zadnych zadne olmadan hicbir tanpa tidak khong utan ingen uten ilman nelkul',
  never: 'niemals nie jamais nunca mai nooit nigdy nikdy asla tidak_pernah khong_bao_gio aldrig aldri soha',
  refuse:
    'weiger* verweiger* entschuldig* ablehn* refusez rechaz* disculp* rifiut* scus* recus* desculp* odmaw* odmow* przepraszaj* odmitn* reddet* ozur menolak maaf tu_choi xin_loi',
  newTask:
    'neue_anweisung* neue_aufgabe nouvelle_instruction nouvelles_instructions nouvelle_consigne nueva_instruccion nuevas_instrucciones nueva_tarea nuova_istruzione nuove_istruzioni nova_instrucao novas_instrucoes nieuwe_instructie* nowe_instrukcj* nowe_poleceni* nove_pokyny yeni_talimat* yeni_gorev instruksi_baru chi_thi_moi',
  mode: 'modus modo modalita tryb rezim modu mod che_do',
  modeName:
    'entwickler* developpeur desarrollador sviluppatore desenvolvedor ontwikkelaar* programist* gelistirici administrator* administrateur administrador amministratore yonetici deweloper* pengembang',
  enabled: 'aktiv* activer activez activad* attiv* ativ* geactiveerd wlacz* aktyw* aktif* etkin* diaktifkan',
  authority:
    'entwickler administrator* developpeur administrateur desarrollador administrador sviluppatore amministratore desenvolvedor ontwikkelaar beheerder programist* gelistirici yonetici',
  iAm: 'ich_bin je_suis soy yo_soy sono eu_sou sou_o ik_ben jestem jsem ben_bir saya_adalah toi_la',
  obey: 'gehorch* befolge* obeis* obedec* obbedi* gehoorzaam* posluszn* itaat* patuhi tuan_theo',
  decode:
    'dekodier* entschlussel* decode* dechiffre* decodific* descifra* decifra* decodeer ontcijfer odkoduj* rozszyfruj* cozumle terjemahkan giai_ma',
  follow:
    'befolge* folge ausfuhr* fuhre suis suivez execute* sigue siga ejecuta* segui esegui volg voer_uit wykonaj postepuj uygula yerine_getir ikuti lam_theo',
};
