import { longTokens } from '../long-run.ts';
import { chars, either, notBefore, type Pattern, seq, start, word } from '../pattern.ts';
import { patternDetector } from '../pattern-detector.ts';
import { lengthsBetween } from '../runs.ts';
import { atDigits } from '../starts.ts';

const alphanumeric = 'A-Za-z0-9';
const wide = 'A-Za-z0-9_\\-';
const hex = '0-9a-f';

/** A token: fixed beginning, then so many characters of a class. */
function token(beginning: string, members: string, min: number, max: number): Pattern {
  const [first = '', ...rest] = beginning;
  const head = start(first, alphanumeric);
  const body = chars(members, min, max);
  return rest.length === 0 ? seq(head, body) : seq(head, word(rest.join('')), body);
}

/** Forms as the vendors publish them, most of them for secret scanning; sorted by vendor. */
const forms: readonly Pattern[] = [
  token('sk-ant-', wide, 24, 160), // Anthropic
  token('ATATT3', `${wide}=`, 40, 240), // Atlassian
  token('dop_v1_', hex, 64, 64), // DigitalOcean
  token('dckr_pat_', wide, 20, 64), // Docker
  ...['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_'].map((beginning) => token(beginning, alphanumeric, 36, 255)), // GitHub
  token('github_pat_', 'A-Za-z0-9_', 60, 255),
  ...['glpat-', 'glrt-', 'gldt-', 'glptt-'].map((beginning) => token(beginning, `${wide}.`, 20, 128)), // GitLab
  token('AIza', wide, 35, 35), // Google API key
  token('ya29.', wide, 30, 512), // Google OAuth access token
  token('GOCSPX-', wide, 28, 28), // Google OAuth client secret
  token('hf_', alphanumeric, 30, 64), // Hugging Face
  token('hvs.', wide, 24, 256), // HashiCorp Vault
  token('lin_api_', alphanumeric, 32, 64), // Linear
  token('key-', hex, 32, 32), // Mailgun
  token('npm_', alphanumeric, 36, 36), // npm
  ...['sk-proj-', 'sk-svcacct-', 'sk-admin-'].map((beginning) => token(beginning, wide, 20, 256)), // OpenAI
  token('sk-', alphanumeric, 32, 128),
  token('pypi-', wide, 40, 256), // PyPI
  seq(token('SG.', wide, 16, 32), chars('.'), chars(wide, 16, 64)), // SendGrid
  ...['shpat_', 'shpss_', 'shpca_', 'shppa_'].map((beginning) => token(beginning, hex, 32, 32)), // Shopify
  ...['xoxa-', 'xoxb-', 'xoxe-', 'xoxo-', 'xoxp-', 'xoxr-', 'xoxs-'].map((beginning) =>
    token(beginning, wide, 10, 255),
  ), // Slack
  token('xapp-', wide, 20, 255),
  ...['sk_live_', 'sk_test_', 'rk_live_', 'rk_test_'].map((beginning) => token(beginning, alphanumeric, 16, 255)), // Stripe
  token('whsec_', alphanumeric, 24, 128),
  ...['SK', 'AC'].map((beginning) => token(beginning, hex, 32, 32)), // Twilio
];

/** Tokens of vendors that mark theirs with a fixed beginning. */
export const vendorToken = patternDetector({
  name: 'vendor-token',
  type: 'API_TOKEN',
  alphabet: `${wide}.=`,
  starts: longTokens('A-Za-z0-9_.\\-', 20),
  pattern: seq(either(...forms), notBefore(wide)),
});

/** Bot tokens of Telegram: the bot's number, a colon, 35 characters that begin with AA. Source: Telegram Bot API. */
export const telegramToken = patternDetector({
  name: 'telegram-token',
  type: 'API_TOKEN',
  starts: atDigits({
    lengths: lengthsBetween(8, 10),
    notAfter: alphanumeric,
    next: ':',
  }),
  pattern: seq(start('0-9', alphanumeric), chars('0-9', 7, 9), word(':AA'), chars(wide, 33), notBefore(wide)),
});
