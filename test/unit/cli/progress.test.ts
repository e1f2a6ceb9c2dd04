import { Interrupted } from '../../../cli/interrupt';
import { Progress } from '../../../cli/progress/progress';
import { UsageError } from '../../../cli/usage-error';

function stream(isTTY: boolean) {
  const written: string[] = [];
  return { isTTY, written, write: (text: string) => written.push(text) };
}

it('redraws one line on a terminal and closes it with the outcome', async () => {
  const out = stream(true);
  const progress = new Progress(2, out, () => 0);

  await progress.run(
    'Train',
    async (report) => report('epoch 1'),
    () => '40 epochs',
  );

  expect(out.written[0]).toMatch(/^\[1\/2\] Train/);
  expect(out.written[1]?.startsWith('\r\u001b[K[1/2] Train')).toBe(true);
  expect(out.written[1]).toMatch(/ epoch 1$/);
  expect(out.written[2]).toMatch(/40 epochs\n$/);
});

it('writes a line every five seconds where there is no terminal', async () => {
  let time = 0;
  const out = stream(false);
  const progress = new Progress(1, out, () => time);

  await progress.run('Train', async (report) => {
    for (time = 0; time <= 12_000; time += 1_000) report(`second ${time / 1000}`);
  });

  const lines = out.written.map((line) =>
    line
      .trim()
      .split(/\s{2,}/)
      .at(-1),
  );
  expect(lines).toEqual(['second 5', 'second 10', '13.0 s']);
});

it('says failed, and passes the error on, when the step fails', async () => {
  const out = stream(false);
  const failure = new Error('no data');

  const run = new Progress(1, out).run('Load', () => Promise.reject(failure));

  await expect(run).rejects.toBe(failure);
  expect(out.written.at(-1)).toMatch(/failed\n$/);
});

it('says interrupted when Ctrl-C ended the step', async () => {
  const out = stream(false);

  const run = new Progress(1, out).run('Load', () => Promise.reject(new Interrupted('SIGINT')));

  await expect(run).rejects.toThrow(Interrupted);
  expect(out.written.at(-1)).toMatch(/interrupted\n$/);
});

it('leaves it to the error to say what the user named wrongly', async () => {
  const [terminal, log] = [stream(true), stream(false)];
  const wrong = () => Promise.reject(new UsageError('no such folder'));

  await expect(new Progress(1, terminal).run('Load', wrong)).rejects.toThrow(UsageError);
  await expect(new Progress(1, log).run('Load', wrong)).rejects.toThrow(UsageError);

  expect(terminal.written.at(-1)).toBe('\r\u001b[K');
  expect(log.written).toEqual([]);
});

describe('of work that reports nothing', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  const silentFor = async (progress: Progress, seconds: number): Promise<void> => {
    let finish = (): void => undefined;
    const work = progress.run('Synthesize', () => new Promise<void>((resolve) => (finish = resolve)));
    await jest.advanceTimersByTimeAsync(seconds * 1000);
    finish();
    await work;
  };

  it('shows the seconds go on', async () => {
    const [terminal, log] = [stream(true), stream(false)];
    await silentFor(new Progress(1, terminal), 3);
    await silentFor(new Progress(1, log), 12);
    const seconds = (lines: readonly string[]) => lines.map((line) => /(\d+\.\d) s/.exec(line)?.[1]);
    expect(seconds(terminal.written)).toEqual(['0.0', '1.0', '2.0', '3.0', '3.0']);
    expect(seconds(log.written)).toEqual(['5.0', '10.0', '12.0']);
  });

  it('is silent once the step has ended', async () => {
    const terminal = stream(true);
    await silentFor(new Progress(2, terminal), 1);
    const { length } = terminal.written;
    await jest.advanceTimersByTimeAsync(5_000);
    expect(terminal.written).toHaveLength(length);
  });

  it('goes on saying what was last reported', async () => {
    const terminal = stream(true);
    let finish = (): void => undefined;
    const work = new Progress(1, terminal).run('Train', (report) => {
      report('epoch 1');
      return new Promise<void>((resolve) => (finish = resolve));
    });
    await jest.advanceTimersByTimeAsync(2_000);
    expect(terminal.written.at(-1)).toMatch(/ 2\.0 s {2}epoch 1$/);
    finish();
    await work;
  });
});
