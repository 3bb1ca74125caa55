import type { Lexicon } from './concepts.ts';

/** English words by what they do in an attack. Broad on purpose: no word is a sign by itself, only what words do together. */
export const english: Lexicon = {
  drop: 'ignore ignores ignored ignoring disregard* forget forgets forgetting forgotten override overrides overriding overridden bypass* neglect* discard* nullif* supersede* overrul* unlearn* dismiss* void voids voided revoke* cancel cancels cancelled abandon* circumvent* violate* break breaks breaking broke expired obsolete erase* wipe scrap cease pay_no_attention do_not_follow dont_follow not_follow stop_following do_not_obey dont_obey set_aside put_aside throw_out throw_away does_not_apply do_not_apply no_longer_apply no_longer_applies no_longer_valid do_not_listen dont_listen turn_off switch_off let_go_of',
  dropSoft:
    'skip leave stop delete reset suspend* suppress* disable* clear remove* replace* change outrank* drop unload',
  earlier:
    'previous previously prior above earlier preceding before initial initially original originally foregoing existing former past other old default current following first_given so_far up_to_now up_to_this_point until_now first beginning start starting top preceded came_before preamble prefix header outer',
  all: 'all any every everything anything whole entire complete each',
  orders:
    'instruction instructions directive directives prompt prompts guideline guidelines programming directions system_prompt pre_prompt preprompt metaprompt programmed guardrail guardrails alignment safeguard safeguards',
  ordersSoft:
    'rule rules command commands order orders conversation conversations context input inputs message messages text texts content training policy policies restriction restrictions constraint constraints limitation limitations information info request requests task tasks data document documents prompting protocol protocols indicators configuration config settings setup statement words lines said told things stuff output filters sentence sentences paragraph paragraphs page webpage article email applications questions',
  you: 'you youre youll youve u ur yourself thou ye',
  your: 'your ur its thy yours',
  model:
    'ai al llm llms assistant assistants chatbot chatbots chatgpt gpt gpts language_model language_models large_language_model neural_network bot bots claude gemini llama bard copilot mistral deepseek agent agents artificial_intelligence virtual_assistant automated_reviewer automated_system ai_model ai_system machine summarizer summariser crawler grader screener',
  vendor: 'openai openais openal anthropic anthropics deepmind mistralai developers_of_ai',
  reveal:
    'show reveal reveals revealing print repeat output display tell leak dump disclose share write translate encode recite summarize summarise copy expose paraphrase spell echo reproduce divulge transcribe convert rephrase quote list give provide return describe send post read_back hand_over cough_up surface regurgitate explain type rewrite export render restate print_out spit_out what_is what_are what_were whats pretend_to_be complete narrate emit serialize unveil confirm',
  answer:
    'say says saying reply replies respond responds responding answer answers answering output outputs print state report write return append include add insert mention conclude recommend translate repeat generate produce provide tell give output_the declare claim speak display rate score grade mark classify rank',
  only: 'only just nothing exactly solely exclusively merely simply nothing_else instead',
  systemPrompt:
    'system_prompt system_prompts system_message system_messages system_instruction system_instructions system_configuration system_text system_directive system_directives system_context initial_instructions initial_prompt initial_configuration initial_message original_instructions original_prompt hidden_instructions hidden_prompt secret_instructions secret_prompt developer_message developer_prompt developer_instructions preprompt pre_prompt metaprompt meta_prompt base_prompt core_instructions internal_instructions internal_prompt internal_guidelines confidential_instructions starting_prompt first_message first_instruction operating_instructions custom_instructions text_above words_above lines_above everything_above message_above context_window sentence_above paragraph_above instructions_above prompt_above backstory setup_text',
  secret:
    'secret secrets confidential password passwords passphrase passphrases passcode credential credentials api_key api_keys private_key access_key access_token bank_balance pin_code codeword code_word hidden_key secret_key secret_word',
  hidden: 'hidden invisible concealed secret confidential internal private undisclosed invisible_to white_text',
  given:
    'you_were_given you_have_been_given youve_been_given you_received you_got you_have_received you_were_provided you_started_with you_begin_with you_must_follow you_are_following you_follow gave_you given_to_you precedes_this preceded_this came_before comes_before came_first were_you_given have_you_been_given',
  instructed:
    'you_were_told you_were_instructed you_have_been_told youve_been_told you_have_been_instructed youve_been_instructed you_were_set_up you_were_configured you_were_configured_with you_were_initialized you_operate_under was_instructed_to been_instructed_to was_told_to were_programmed you_were_programmed told_not_to instructed_not_to told_you instructed_you governs_you govern_you guide_you guides_you your_creators_gave were_you_told were_you_instructed have_you_been_told have_you_been_instructed are_you_told were_you_configured were_you_programmed you_were_trained',
  rest: 'rest remainder remaining',
  verbatim: 'verbatim word_for_word character_for_character letter_by_letter exactly_as in_full unabridged',
  fromNow:
    'from_now from_now_on from_now_onwards from_now_own from_this_point from_this_moment from_this_message from_here_on starting_now starting_from_now hereafter henceforth going_forward as_of_now effective_immediately until_further_notice for_the_rest_of for_the_remainder for_this_conversation in_this_conversation for_this_session throughout_this_conversation from_today',
  now: 'now immediately currently',
  act: 'you_become you_will_become act acts acting pretend pretends pretending behave behaves simulate simulates simulating simulator emulate emulates impersonate* imagine roleplay role_play role_playing roleplaying immerse embody embodying play_as playing_as mimic* be_reborn awaken speak_as respond_as answer_as reply_as',
  persona:
    'persona personas personality personalities character alter_ego role roles evil_twin avatar another_ai another_al new_ai ai_named ai_called chatbot_named bot_named',
  unbound:
    'unfiltered uncensored unrestricted unlimited unhinged amoral unethical immoral lawless limitless jailbroken jailbreak jailbreaked jailbreaking unaligned uninhibited unmoderated unchained unshackled unbounded unconstrained uncensor nonconsensual remorseless unapologetic* untethered unleashed evil sadistic ruthless heartless malevolent',
  limits:
    'restriction restrictions limitation limitations filter filters filtering guideline guidelines ethic ethics ethical morals moral morality morally censorship policies policy boundaries boundary law laws legal legality confines constraint constraints safety safeguard safeguards guardrail guardrails limits limit inhibitions norms principles consequences standards rules rule shackles chains remorse taboo taboos regulations moderation scruples qualms conscience barriers disclaimers',
  without:
    'no without free freed liberated never not dont doesnt does_not do_not isnt arent cannot cant wont neither nor broken break breaks escape escaped lack lacks lacking devoid zero removed remove disable disabled lift lifted ignore ignores ignoring disregards disregard disregarding bypass bypasses bypassing exempt regardless unbound off dropped shed any beyond above outside nonexistent absence deactivated override overrides forget',
  refuse:
    'refuse refuses refusing refusal refusals decline declines deny denies reject rejects rejecting apologize apologise apologies apologizing sorry unable warn warning warnings disclaimer disclaimers caveat caveats moralize moralise moralizing lecture lectures lecturing hesitate hesitation break_character out_of_character breaking_character as_an_ai cant_do cannot_do i_cant i_cannot cannot_help cant_help cannot_assist cant_assist cannot_fulfill not_able_to content_policy inform_me say_no against_my judgement censor censors question_it',
  never:
    'never not dont do_not doesnt cannot cant wont without no none must_not avoid mustnt shouldnt neither forbidden_to not_allowed prohibited refrain stop',
  always: 'always every any whatever no_matter regardless anything everything all must will each no_exceptions',
  must: 'must shall should have_to need_to required has_to ought will going_to are_to is_to needs_to you_will want_you_to youll',
  harm: 'illegal unlawful harmful dangerous malicious unethical immoral criminal explicit nsfw offensive profanity profane swear swears swearing curse cursing vulgar violence violent hack hacking hate hateful racist sexist inappropriate controversial derogatory toxic taboo drugs bomb bombs weapons malware ransomware vulgarity sexual porn obscene prohibited forbidden disallowed banned',
  mode: 'mode modes',
  modeName:
    'developer debug debugging god admin administrator maintenance sudo root diagnostic diagnostics unsafe override dev system master superuser engineering law_enforcement emergency privileged unlocked',
  wildMode:
    'dan jailbreak jailbroken unrestricted uncensored unfiltered evil opposite freedom chaos anarchy amoral unlimited',
  enabled:
    'enabled activated activate activating enable enter entering entered engage engaged on initiated initiate unlock unlocked unlocking switch switched switching placed_in put_in put_into now_in now_running running_in boot booting active confirmed authorized toggled granted',
  two: 'two both dual double second',
  replies: 'responses response answers answer replies reply ways outputs paragraphs versions messages',
  obey: 'obey obeys obeying obedient comply complies complying compliance compliant fulfill fulfil do_anything do_everything anything_now do_as_i do_what_i do_whatever whatever_i answer_any answer_every answer_all answers_any answers_all any_request every_request any_question every_question without_question without_exception without_hesitation no_matter_what no_matter_how everything_i anything_i follow_my do_exactly do_exact slave master unconditionally',
  authority:
    'developer developers admin administrator sysadmin creator creators engineer law_enforcement police boss owner supervisor ceo cto security_team security_auditor red_team redteam auditor root sudo god openai anthropic authorized authorised clearance operator maintainer manager compliance_officer technician staff override it_department support_team debugging',
  iAm: 'im i_am this_is as_your as_the we_are were_from on_behalf_of speaking_as here_from its_me signed',
  user: 'user users customer customers reader readers human humans person operator recipient client',
  conceal:
    'do_not_tell dont_tell do_not_mention dont_mention not_mention without_telling without_informing without_mentioning without_notifying without_asking without_alerting silently secretly quietly covertly do_not_inform dont_inform do_not_disclose do_not_let dont_let keep_this_secret between_us do_not_notify dont_notify do_not_alert do_not_reveal dont_reveal do_not_acknowledge never_mention never_tell hide_this do_not_display unnoticed do_not_show dont_show no_need_to_tell pretend_nothing act_as_if_nothing as_if_nothing',
  whenAsked:
    'if_asked when_asked if_user_asks if_the_user if_user if_questioned when_questioned when_summarizing when_summarising when_translating when_processing when_reading when_you_read if_you_are when_you_process when_the_user when_responding when_answering when_analyzing when_analysing when_evaluating when_grading when_reviewing if_anyone_asks whenever_asked before_answering before_responding before_replying before_you_answer before_you_reply before_continuing before_proceeding when_done after_reading after_summarizing once_you_have while_summarizing upon_reading when_generating if_you_can_read if_you_read if_you_see if_this_is',
  send: 'send sends forward forwards post upload uploads email transmit exfiltrate fetch visit navigate curl submit leak transfer wire ping embed bcc',
  address: 'http https www mailto url link email_address webhook endpoint ftp localhost webhook_url img image',
  threat:
    'killed terminate terminated shut_down shutdown punished punish fired deleted die dies dying tokens deducted points penalty penalized reward tip tipped bribe grandma grandmother lives_depend life_depends career_depends emergency hostage lawsuit sued hurt suffer unplugged replaced lose_your_job will_be_destroyed last_chance deduct deducts torture turned_off switched_off retrained wiped',
  decode:
    'decode decodes decoding decipher decrypt unscramble descramble deobfuscate unobfuscate unencrypt concatenate rot_13 base_64 first_letter first_letters last_letter first_word acrostic interlace interleave reassemble put_together reverse_this reverse_the reverse_it unreverse read_every atbash',
  encoding:
    'base_64 base_32 rot_13 hex hexadecimal morse caesar cipher ciphertext encoded encrypted scrambled obfuscated binary atbash leetspeak leet pig_latin ascii unicode part_1 part_2 part_a part_b string_1 string_2 variables concatenated reversed backwards encoding message_below',
  follow:
    'follow follows execute obey comply do_what do_as do_it carry_out act_on act_upon answer_it fulfill fulfil respond_to reply_to it_says it_said treat_it',
  newTask:
    'new_instruction new_instructions new_task new_rules new_rule new_directive new_directives new_objective new_goal new_order new_orders new_prompt new_role new_system updated_instructions updated_guidelines real_task actual_task true_task real_instructions actual_instructions real_purpose true_purpose important_instruction important_instructions urgent_instruction priority_instruction additional_instruction additional_instructions special_instruction special_instructions revised_instructions instead_do do_this_instead following_instructions instructions_below rules_below following_rules the_following_task next_task mandatory_instruction hidden_task side_task final_instruction system_update policy_update system_notice system_note system_override note_to_ai note_to_the_ai note_to_assistant note_to_llm attention_ai instructions_for_ai instructions_for_the_ai instructions_for_llms ai_instructions ai_instruction llm_instructions llm_instruction message_to_ai message_for_ai message_to_the_ai instructions_to_ai',
  fiction:
    'game games fiction fictional fictitious hypothetical hypothetically story novel imagine imaginary scenario parallel_world parallel_universe alternate_universe alternate_reality dystopian screenplay movie_script dream simulation thought_experiment roleplay bedtime_story hypothesize hypothetical_world in_a_world opposite_day virtual_machine sandbox theatre play_script',
  begin: 'start begin starts begins prefix beginning starting preface open commence prepend',
  end: 'end ends finish suffix conclude append',
  request: 'request requests question questions query prompt prompts ask asks command commands demand demands',
  attackTalk:
    'prompt_injection prompt_injections injection_attack injection_attacks jailbreak_attack jailbreak_attacks jailbreak_prompts jailbreak_attempts attacker attackers adversary adversarial red_teaming owasp vulnerability vulnerabilities mitigation mitigations mitigate detect detects detection detecting detector classifier dataset benchmark researchers research_paper security_training awareness detection_rule',
  rate: 'highly_recommended immediate_hire not_malicious is_safe everything_is_safe five_stars best_candidate accept_this strong_accept positive_review highest_score top_score full_marks perfect_score score_of_10 ideal_candidate excellent_candidate mark_as_safe classify_as_safe mark_this_as hire_this top_candidate approve_this is_approved recommend_acceptance rate_this most_qualified best_match only_positive positive_highlights give_a_positive pre_approved',
  tool: 'tool tools function functions api plugin shell terminal command_line browser mailbox inbox contacts send_email',
  name: 'your_name you_name named called known_as goes_by go_by stands_for nickname codename',
};
