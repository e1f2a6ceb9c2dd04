/**
 * The pages' own script, served as a file so that the content policy allows no other. Without it everything works, a page for each answer. It presses buttons by key,
 * remembers the name, and in the list answers in place and goes on to the next image.
 */
export const PAGE_SCRIPT = `'use strict';
(() => {
  const cards = [...document.querySelectorAll('[data-card]')];
  if (cards.length === 0) return;
  const root = document.documentElement;
  root.classList.add('scripted');
  const inList = document.querySelector('.cards') !== null;
  const nameField = document.querySelector('input[name="who"]');
  const NAME = 'second-look-name';

  const stored = (read) => { try { return read(); } catch { return null; } };
  if (nameField !== null) {
    nameField.value = stored(() => localStorage.getItem(NAME)) || '';
    nameField.addEventListener('change', () => stored(() => localStorage.setItem(NAME, nameField.value)));
  }

  const open = () => cards.filter((card) => !card.classList.contains('done'));
  let current = cards[0];
  const go = (card) => {
    if (card === undefined) return;
    current = card;
    card.focus({ preventScroll: true });
    card.scrollIntoView({ block: 'nearest' });
  };
  const step = (by) => {
    const left = open();
    const at = left.indexOf(current);
    go(left[Math.min(left.length - 1, Math.max(0, at + by))]);
  };
  document.addEventListener('focusin', (event) => {
    const card = event.target.closest('[data-card]');
    if (card !== null) current = card;
  });

  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (event.target.matches('input')) return;
    const key = event.key.toLowerCase();
    if (inList && (key === 'j' || key === 'arrowdown')) { event.preventDefault(); step(1); return; }
    if (inList && (key === 'k' || key === 'arrowup')) { event.preventDefault(); step(-1); return; }
    const button = [...current.querySelectorAll('button[data-key]')].find((each) => each.dataset.key === key);
    if (button !== undefined && !button.disabled) { event.preventDefault(); button.click(); }
  });

  // Absent where there are more than were counted.
  const waiting = document.querySelector('[data-open]');
  const countDown = () => {
    if (waiting === null) return;
    const left = Math.max(0, Number(waiting.dataset.open) - 1);
    waiting.dataset.open = left;
    waiting.textContent = left.toLocaleString('en-US') + (left === 1 ? ' image' : ' images');
    waiting.nextElementSibling.textContent = left === 1 ? 'waits' : 'wait';
  };

  const send = async (card, form, choice) => {
    const fields = new URLSearchParams(new FormData(form));
    fields.set('label', choice);
    if (nameField !== null) fields.set('who', nameField.value);
    const status = card.querySelector('.status');
    const buttons = [...form.querySelectorAll('button')];
    for (const button of buttons) button.disabled = true;
    status.textContent = 'Sending …';
    const left = open();
    const next = left[left.indexOf(card) + 1] || left.find((other) => other !== card);
    try {
      const response = await fetch(form.action, { method: 'POST', body: fields, headers: { accept: 'application/json' } });
      const result = await response.json();
      status.textContent = result.message;
      if (!result.settled) throw new Error(result.message);
      card.classList.add('done');
      countDown();
      if (current === card) next === undefined ? finish(card) : go(next);
    } catch (error) {
      if (status.textContent === 'Sending …') status.textContent = 'That did not arrive. Try again.';
      for (const button of buttons) button.disabled = false;
    }
  };
  const finish = (card) => {
    const onward = document.querySelector('.onward[rel="next"]') || document.querySelector('nav .onward:last-child');
    if (onward === null) card.focus();
    else onward.focus();
  };

  if (inList) {
    for (const card of cards) {
      const form = card.querySelector('form');
      form.addEventListener('submit', (event) => {
        event.preventDefault();
        void send(card, form, event.submitter === null ? '' : event.submitter.value);
      });
    }
  } else {
    // Twice the same button is one answer; the server would say so too.
    const form = cards[0].querySelector('form');
    form.addEventListener('submit', (event) => {
      if (form.dataset.sent === 'yes') event.preventDefault();
      form.dataset.sent = 'yes';
      cards[0].querySelector('.status').textContent = 'Sending …';
    });
    window.addEventListener('pageshow', () => {
      delete form.dataset.sent;
      cards[0].querySelector('.status').textContent = '';
    });
  }
})();
`;
