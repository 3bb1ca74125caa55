/** Made up secrets, put together here so that no scanner takes this file for a leak. */
const alphabet = 'aZ3bY7cX1dW9eV5fU2gT8hS4iR6jQ0kP';

/** So many characters that look drawn at random. */
export function random(length: number): string {
  return alphabet.repeat(Math.ceil(length / alphabet.length)).slice(0, length);
}

export function hex(length: number): string {
  return '0f1e2d3c4b5a6978'.repeat(Math.ceil(length / 16)).slice(0, length);
}

export function pem(label: string, lines = 4): string {
  const body = `${random(64)}\n`.repeat(lines);
  return `-----BEGIN ${label}-----\n${body}-----END ${label}-----`;
}

function segment(value: unknown): string {
  return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
}

export function jwt(header: unknown): string {
  return [segment(header), segment({ sub: '1234567890', name: 'Jane' }), random(43)].join('.');
}

/** One token of each vendor, by vendor. */
export const vendorTokens: Readonly<Record<string, string>> = {
  Anthropic: `sk-ant-${random(40)}`,
  DigitalOcean: `dop_v1_${hex(64)}`,
  GitHub: `ghp_${random(36)}`,
  'GitHub fine-grained': `github_pat_${random(70)}`,
  GitLab: `glpat-${random(20)}`,
  Google: `AIza${random(35)}`,
  'Hugging Face': `hf_${random(34)}`,
  npm: `npm_${random(36)}`,
  OpenAI: `sk-proj-${random(48)}`,
  'OpenAI, older': `sk-${random(48)}`,
  PyPI: `pypi-${random(80)}`,
  SendGrid: `SG.${random(22)}.${random(43)}`,
  Shopify: `shpat_${hex(32)}`,
  Slack: `xoxb-${random(40)}`,
  Stripe: `sk_live_${random(24)}`,
  Twilio: `SK${hex(32)}`,
};
