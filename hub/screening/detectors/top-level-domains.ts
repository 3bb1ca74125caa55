/** Generic top-level domains that are common, and are neither file extensions nor what programs call their fields (`user.name`). Source: IANA, Root Zone Database. */
const generic =
  'com org net edu gov mil info biz aero coop museum jobs mobi travel tel asia dev app cloud online site website web shop store blog tech xyz club agency digital ' +
  'solutions services studio academy bank insurance finance clinic consulting international vip icu';

/** Country codes. Source: IANA, Root Zone Database. */
const alone =
  'ac ad ae af ag ai al ao ar aw ax az ba bb bd be bf bg bh bi bj bn bo br bs bt bw bz ca cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm dz ' +
  'ec ee eg er es et eu fi fj fk fm fo fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr gu gw gy hk hm hn hr ht hu ie il im io iq ir je jm jo jp ke kg kh ki km ' +
  'kn kp kr kw ky kz la lb lc li lk lr lu lv ly ma mc mg mh mk ml mn mo mp mq mr mt mu mv mw mx mz na nc ne nf ng ni nl np nr nu nz om pa pe pf pg ' +
  'ph pk pn pr pt pw qa re ro ru rw sa sb sc sd se sg si sk sl sm sn sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn tr tt tv tw tz ua ug uk uy uz va vc ve ' +
  'vg vi vn vu wf ws ye yt za zm zw';
/** Those that also are English words, file extensions or fields (`look.at`, `main.rs`, `user.id`) count below a second level such as `co.` only. */
const belowSecondLevel = 'am as at au by do gt id in is it lt me md mm ms my no pl pm ps py qa rs sh so to us';
const secondLevels = 'co com org net gov gob gouv govt edu ac or ne go nom mil asn gv';

const topLevels = new Set(`${generic} ${alone} pl au it at us me`.split(' '));
const countries = new Set(`${alone} ${belowSecondLevel}`.split(' '));
const seconds = new Set(secondLevels.split(' '));

/**
 * Whether a host name without a scheme is likely to be one: under a generic or a country's top-level domain, written all small or all capitals there, because
 * `end.It` is two sentences.
 */
export function isHostName(host: string): boolean {
  const labels = host.split('.');
  const last = labels.at(-1) ?? '';
  if (last !== last.toLowerCase() && host !== host.toUpperCase()) return false;
  const top = last.toLowerCase();
  if (isSecondLevel(labels)) return true;
  return topLevels.has(top) && !isSentence(labels, top);
}

function isSecondLevel(labels: readonly string[]): boolean {
  const [second, top] = labels.slice(-2).map((label) => label.toLowerCase());
  return labels.length > 2 && second !== undefined && top !== undefined && seconds.has(second) && countries.has(top);
}

const words = new Set(['it', 'at', 'us', 'me']);

/** `tell.me` may be two words that lost their space; `www.tell.me` and `my-shop.me` are not. */
function isSentence(labels: readonly string[], top: string): boolean {
  return words.has(top) && labels.length === 2 && !/[-\d]/.test(labels[0] ?? '');
}
