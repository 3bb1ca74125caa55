import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readHtml } from '../../../../hub/screening/documents/html-text.ts';

describe('what a reader of a page sees', () => {
  it.each([
    ['tags inside a word', '4111<b></b> 1111<i> 1111</i> 1111', '4111 1111 1111 1111'],
    ['entities', '&#52;&#x31;11 &lt;b&gt; &amp;amp; jane&commat;example.com', '4111 <b> &amp; jane@example.com'],
    ['blocks', '<h1>a</h1><p>b<p>c<br>d<ul><li>e<li>f</ul>', 'a\nb\nc\nd\ne\nf'],
    ['white space', '<p>a \n\t b</p>\n\n <p> c', 'a b\nc'],
    ['table cells', '<table><tr><td>a</td><td>b</td></tr></table>', 'a\t\tb'],
    ['white and tiny text', '<p style="color:#fff">a</p><font size="1" color="white">b</font>', 'a\nb'],
    ['text outside of any element', 'a</p>b', 'a\nb'],
  ])('shows %s', (_what, html, shown) => {
    expect(readHtml(html)).toEqual([shown]);
  });

  it.each([
    ['a comment', '<!-- the words -->'],
    ['an unfinished comment', '<!-- the words'],
    ['what a browser takes for a comment', '<!x the words>'],
    ['an alternative text', '<img src="a.png" alt="the words">'],
    ['an alternative text of one word', '<img alt="words">'],
    ['an entity in an attribute', '<a title="the w&#111;rds">'],
    ['a meta element', '<meta name="description" content="the words">'],
    ['a title', '<title>the words</title>'],
    ['a script', '<script>say("the words")</script>'],
    ['a style', '<style>a::after { content: "the words" }</style>'],
    ['a template', '<template><p>the words</p></template>'],
    ['an element that is not displayed', '<div style="color:red; display : none"><div>the</div> words</div>'],
    ['an element that is hidden', '<div hidden>the words</div>'],
    ['an address that is read', '<a href="https://example.com/?q=the words">'],
  ])('finds %s among what is hidden', (_what, html) => {
    const texts = readHtml(`<p>seen</p>${html}`);
    expect(texts[0]).toBe('seen');
    expect(texts[1]).toContain('words');
  });

  it('goes on with what is seen where a hidden element ends', () => {
    expect(readHtml('a<span hidden>x<span>y</span>z</span>b')).toEqual(['ab', 'xyz']);
  });

  it('passes over what only lays out', () => {
    expect(readHtml('<p class="a b" style="color: red" id="x1">a</p><img src="data:image/png;base64,AAAA">')).toEqual([
      'a',
    ]);
  });

  it.each([
    ['nested elements', '<div>'.repeat(200_000) + '</p>'.repeat(200_000)],
    ['unfinished tags', '<'.repeat(500_000)],
    ['unfinished comments', '<!--'.repeat(200_000)],
    ['attributes', `<a ${'b=c '.repeat(200_000)}>`],
    ['entities', '&#'.repeat(300_000)],
    ['hidden elements', '<p hidden>'.repeat(100_000)],
  ])('reads a page of nothing but %s', (_what, html) => {
    expect(readHtml(`first ${html}`)[0]).toContain('first');
  });

  it('loses no word of a text, however it is marked up', () => {
    const word = fc.stringMatching(/^[a-z]{3,9}$/);
    const markup = fc.constantFrom('<b>', '</b>', '<p>', '</div>', '<br/>', '<i x="1">', '</i >', '<td>');
    fc.assert(
      fc.property(fc.array(fc.tuple(word, markup), { minLength: 1 }), (pieces) => {
        const texts = readHtml(pieces.map(([text, tag]) => `${text}${tag}`).join(''));
        expect(texts.join('').replace(/\s/g, '')).toBe(pieces.map(([text]) => text).join(''));
      }),
    );
  });
});
