import { html } from '../../../core/report/html';

it('escapes values when they stand in text or in an attribute', () => {
  const value = `<img src=x onerror="alert('1')">&`;

  expect(html`<p title="${value}">${value}</p>`.text).toBe(
    '<p title="&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;">&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;</p>',
  );
});

it('keeps markup as it is when templates are nested in lists', () => {
  expect(html`<ul>${['a', '<b>'].map((item) => html`<li>${item}</li>`)}</ul>`.text).toBe(
    '<ul><li>a</li><li>&lt;b&gt;</li></ul>',
  );
});

it('shows nothing when a value is undefined, and zero when it is 0', () => {
  expect(html`[${undefined}${0}]`.text).toBe('[0]');
});

it('shows a replacement character when text holds control characters', () => {
  expect(html`a${'\u0000\u001b'}b`.text).toBe('a\ufffd\ufffdb');
});
