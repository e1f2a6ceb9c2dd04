import type { Page } from 'playwright-core';

/** Texts of a page's charts that lie beyond the edge of their drawing, where a reader sees half of them. */
export const textsBeyondCharts = (page: Page): Promise<string[]> =>
  page.evaluate(`[...document.querySelectorAll('.chart svg')].flatMap((svg) => {
    const edge = svg.getBoundingClientRect();
    return [...svg.querySelectorAll('text')]
      .map((text) => [text.textContent, text.getBoundingClientRect()])
      .filter(([, box]) => edge.width > 0 && box.width > 0 && (box.left < edge.left - 1 || box.right > edge.right + 1))
      .map(([text]) => text);
  })`) as Promise<string[]>;
