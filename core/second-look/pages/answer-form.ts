import { formatPercent } from '../../alert/format-percent';
import type { OpenItem } from '../../contracts/open-item';
import { calibratedTo } from '../../inference/calibrated-to';
import { html, type Markup } from '../../report/html';
import { REVIEW_PATH } from '../review-link';

/** What a form needs to be sent. */
export interface FormTokens {
  /** Of the link. */
  readonly review: string;
  /** Shows that this form was served, for this link. */
  readonly form: string;
  /** Of the reviewer's list, where the form came from it. */
  readonly list?: string;
}

/** Digits of the keyboard, for as many classes as there are digits. */
const DIGIT_KEYS = 9;

/** One button a class, in the model's order and with its probability, and the two other answers. A button is the answer: there is nothing else to press. */
export function answerForm(item: OpenItem, tokens: FormTokens, nameField: Markup | undefined): Markup {
  // As the confidence that the page speaks of.
  const shares = calibratedTo(item.inferences, item.confidence);
  return html`<form class="answers" method="post" action="${REVIEW_PATH}?t=${tokens.review}">
<input type="hidden" name="token" value="${tokens.form}">
${tokens.list === undefined ? undefined : html`<input type="hidden" name="list" value="${tokens.list}">`}
<fieldset>
<legend>What is it?</legend>
<div class="classes">
${item.classes.map((name, index) => classButton({ name, index, probability: shares[index], isGuess: name === item.predicted_label }))}
</div>
<div class="others">
<button name="label" value="none-of-these" data-key="n">None of these${key('N')}</button>
<button name="label" value="cannot-tell" data-key="u">Cannot tell${key('U')}</button>
</div>
</fieldset>
${nameField}
</form>`;
}

interface ClassChoice {
  readonly name: string;
  readonly index: number;
  readonly probability?: number;
  /** The model's guess. */
  readonly isGuess: boolean;
}

function classButton({ name, index, probability, isGuess }: ClassChoice): Markup {
  const digit = index < DIGIT_KEYS ? String(index + 1) : undefined;
  const guess = isGuess ? html`<span class="unseen"> (the model’s guess) </span>` : undefined;
  return html`<button name="label" value="${index}"${digit === undefined ? undefined : html` data-key="${digit}"`}${
    isGuess ? html` class="guess"` : undefined
  }><span class="name">${name}</span>${guess}${
    probability === undefined ? undefined : html`<span class="share">${formatPercent(probability)}</span>`
  }${digit === undefined ? undefined : key(digit)}</button>
`;
}

/** The key that presses a button, for those who see it; shown only once the script listens. */
const key = (name: string): Markup => html`<kbd aria-hidden="true">${name}</kbd>`;

/** Who answers, where nobody has checked: as the person likes, or not at all. */
export const nameField = (): Markup =>
  html`<p class="who"><label>Your name <span>(optional, kept with the answer)</span>
<input name="who" maxlength="100" autocomplete="name" enterkeyhint="done"></label></p>`;
