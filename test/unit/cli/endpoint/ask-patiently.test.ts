import { askPatiently } from '../../../../cli/endpoint/ask-patiently';
import type { Question, ServedModel } from '../../../../cli/endpoint/served-model';

const named = (name: string): Error => Object.assign(new Error(name), { name });
const QUESTION = { signal: new AbortController().signal } as Question;

/** A model that fails so often before it answers. */
function failing(error: Error, times: number) {
  let asked = 0;
  const ask = async () => {
    asked += 1;
    if (asked <= times) throw error;
    return { predictedLabel: 'bicycle' };
  };
  return { served: { ask } as unknown as ServedModel, asked: () => asked };
}

describe('askPatiently', () => {
  it('asks again where the model was busy', async () => {
    const { served, asked } = failing(named('ThrottlingException'), 2);

    await expect(askPatiently(served, QUESTION)).resolves.toMatchObject({ predictedLabel: 'bicycle' });
    expect(asked()).toBe(3);
  });

  it('gives up after four attempts', async () => {
    const { served, asked } = failing(named('ModelError'), 9);

    await expect(askPatiently(served, QUESTION)).rejects.toThrow('ModelError');
    expect(asked()).toBe(4);
  });

  it('does not ask again about what the model itself calls wrong', async () => {
    const refusal = Object.assign(named('ModelError'), { OriginalStatusCode: 400 });
    const { served, asked } = failing(refusal, 9);

    await expect(askPatiently(served, QUESTION)).rejects.toThrow('ModelError');
    expect(asked()).toBe(1);
  });

  it('asks a full endpoint more often than one that stumbles', async () => {
    const { served, asked } = failing(named('ThrottlingException'), 4);

    await expect(askPatiently(served, QUESTION)).resolves.toMatchObject({ predictedLabel: 'bicycle' });
    expect(asked()).toBe(5);
  });

  it('does not ask again about an image that cannot be read', async () => {
    const { served, asked } = failing(named('ImageUnreadable'), 9);

    await expect(askPatiently(served, QUESTION)).rejects.toThrow('ImageUnreadable');
    expect(asked()).toBe(1);
  });
});
