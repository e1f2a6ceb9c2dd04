/** Reads one hyperparameter from its text. */
export interface Reader<Value> {
  /** What is valid, for the message and the documentation: `a whole number from 1 on`. */
  readonly valid: string;
  /** @returns undefined where the text is not valid */
  read(text: string): Value | undefined;
}

const NUMBER = /^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$/;

export function wholeNumber(from: number, to = Number.MAX_SAFE_INTEGER): Reader<number> {
  return {
    valid: to === Number.MAX_SAFE_INTEGER ? `a whole number from ${from} on` : `a whole number from ${from} to ${to}`,
    read: (text) => (/^\d+$/.test(text) && Number(text) >= from && Number(text) <= to ? Number(text) : undefined),
  };
}

/** @param includesTo whether `to` itself is valid */
export function fraction(from: number, to: number, includesTo = true): Reader<number> {
  return {
    valid: `a number from ${from} to ${includesTo ? '' : 'below '}${to}`,
    read: (text) => {
      const value = NUMBER.test(text) ? Number(text) : Number.NaN;
      return value >= from && (includesTo ? value <= to : value < to) ? value : undefined;
    },
  };
}

export function positive(to: number): Reader<number> {
  return {
    valid: `a number above 0, up to ${to}`,
    read: (text) => (NUMBER.test(text) && Number(text) > 0 && Number(text) <= to ? Number(text) : undefined),
  };
}

export function oneOf<const Choice extends string>(choices: readonly Choice[]): Reader<Choice> {
  return { valid: `one of ${choices.join(', ')}`, read: (text) => choices.find((choice) => choice === text) };
}

/** As Python writes it, in any case. */
export const trueOrFalse: Reader<boolean> = {
  valid: 'True or False',
  read: (text) => ({ true: true, false: false })[text.toLowerCase()],
};

/** `10, 20`: rising. */
export const epochList: Reader<readonly number[]> = {
  valid: 'rising whole numbers from 1 on, separated by commas, such as 10,20',
  read: (text) => {
    const parts = text.split(',').map((part) => part.trim());
    if (!parts.every((part) => /^[1-9]\d*$/.test(part))) return undefined;
    const epochs = parts.map(Number);
    return epochs.every((epoch, index) => index === 0 || epoch > epochs[index - 1]!) ? epochs : undefined;
  },
};

export interface ImageShape {
  readonly channels: 1 | 3;
  readonly height: number;
  readonly width: number;
}

const SMALLEST_SIDE = 16;
const LARGEST_SIDE = 512;
/** Every block halves the image. */
const SIDE_MULTIPLE = 8;

export const imageShape: Reader<ImageShape> = {
  valid: `channels (1 or 3), height and width (multiples of ${SIDE_MULTIPLE} from ${SMALLEST_SIDE} to ${LARGEST_SIDE}), such as 3,32,32`,
  read: (text) => {
    const parts = text.split(',').map((part) => part.trim());
    if (parts.length !== 3 || !parts.every((part) => /^\d+$/.test(part))) return undefined;
    const [channels, height, width] = parts.map(Number) as [number, number, number];
    const fits = (side: number) => side >= SMALLEST_SIDE && side <= LARGEST_SIDE && side % SIDE_MULTIPLE === 0;
    return (channels === 1 || channels === 3) && fits(height) && fits(width) ? { channels, height, width } : undefined;
  },
};

export const blockChannels: Reader<readonly number[]> = {
  valid: 'three multiples of 8 from 8 to 512, separated by commas, such as 16,32,64',
  read: (text) => {
    const channels = text.split(',').map((part) => Number(part.trim() || Number.NaN));
    const fits = (count: number) => Number.isInteger(count) && count >= 8 && count <= 512 && count % 8 === 0;
    return channels.length === 3 && channels.every(fits) ? channels : undefined;
  },
};

export const classNames: Reader<readonly string[]> = {
  valid: 'two or more different names, separated by commas',
  read: (text) => {
    const names = text.split(',').map((name) => name.trim());
    return names.length >= 2 && !names.includes('') && new Set(names).size === names.length ? names : undefined;
  },
};

export function numberFrom(from: number): Reader<number> {
  return {
    valid: `a number from ${from} on`,
    read: (text) =>
      NUMBER.test(text) && Number(text) >= from && Number.isFinite(Number(text)) ? Number(text) : undefined,
  };
}

/** `auc, logloss`: different choices. */
export function someOf<const Choice extends string>(choices: readonly Choice[]): Reader<readonly Choice[]> {
  return {
    valid: `one or more of ${choices.join(', ')}, separated by commas`,
    read: (text) => {
      const parts = text.split(',').map((part) => choices.find((choice) => choice === part.trim()));
      const known = parts.filter((part) => part !== undefined);
      return known.length === parts.length && new Set(known).size === known.length ? known : undefined;
    },
  };
}
