import { GatehouseFault } from '../../shared/errors.ts';

const begin = '<!-- gatehouse diagram: begin (written by `npx gatehouse diagram --write`) -->';
const end = '<!-- gatehouse diagram: end -->';

/**
 * A page with another diagram between its marks.
 *
 * @throws GatehouseFault `usage` where the page has no marks, or has them twice.
 */
export function withDiagram(page: string, chart: string): string {
  const [before, after, ...more] = page.split(begin);
  const [, rest, ...others] = (after ?? '').split(end);
  if (before === undefined || rest === undefined || more.length + others.length > 0)
    throw new GatehouseFault(
      'usage',
      'The page has no place for the diagram, or several.',
      `Write these two lines where it belongs, once:\n${begin}\n${end}`,
    );
  return `${before}${begin}\n\n\`\`\`mermaid\n${chart}\n\`\`\`\n\n${end}${rest}`;
}
