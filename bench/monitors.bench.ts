import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tableStatistics } from '../core/monitoring/data-quality/table-statistics';
import { TableAnalysis } from '../core/monitoring/table-analysis';
import { type Bench, type Measurement, median } from './bench';
import { analyseFile, readFileOnly } from './monitors/analyse-file';
import { bareCsvLoop, bareJsonLoop } from './monitors/bare-loops';
import { makeCaptures, makeCsv, makeLargeCaptures, makeLargeCsv } from './monitors/made-files';

/** `$SECOND_LOOK_BENCH_MEGABYTES` of the large file. */
const LARGE_MEGABYTES = Number(process.env.SECOND_LOOK_BENCH_MEGABYTES ?? 1024);

function secondsOf(work: () => unknown): number {
  const started = process.hrtime.bigint();
  work();
  return Number(process.hrtime.bigint() - started) / 1e9;
}

/** Medians of works that take turns, so that a busy machine is busy for all; the first round warms up. */
function takeTurns<Name extends string>(
  rounds: number,
  works: Readonly<Record<Name, () => unknown>>,
): Record<Name, number> {
  const names = Object.keys(works) as Name[];
  const times = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let round = 0; round <= rounds; round += 1) {
    for (const name of names) {
      const seconds = secondsOf(works[name]);
      if (round > 0) times[name].push(seconds);
    }
  }
  return Object.fromEntries(names.map((name) => [name, median(times[name])])) as Record<Name, number>;
}

function csvRates(folder: string, rows: number, rounds: number): Measurement[] {
  const file = join(folder, 'table.csv');
  makeCsv(file, rows);
  const baseline = tableStatistics(analyseFile(file, 'csv'));
  const halves = [join(folder, 'half-1.csv'), join(folder, 'half-2.csv')] as const;
  for (const half of halves) makeCsv(half, rows / 2);
  const seconds = takeTurns(rounds, {
    bare: () => bareCsvLoop(file),
    read: () => readFileOnly(file, 'csv'),
    statistics: () => tableStatistics(analyseFile(file, 'csv')),
    check: () => analyseFile(file, 'csv', { baseline }),
    merged: () => {
      const whole = new TableAnalysis({ baseline });
      for (const half of halves) whole.merge(analyseFile(half, 'csv', { baseline }));
    },
  });
  const reference = { name: 'read, split, Number()', value: rows / seconds.bare };
  const rate = (name: string, time: number): Measurement => ({ name, value: rows / time, unit: 'rows/s', reference });
  return [
    rate('CSV of 20 numbers, read', seconds.read),
    { ...rate('CSV of 20 numbers, data quality', seconds.statistics), target: 'at least a third' },
    { ...rate('CSV of 20 numbers, against a baseline', seconds.check), target: 'at least a third' },
    {
      name: 'two halves, merged',
      value: seconds.merged,
      unit: 's',
      reference: { name: 'the whole', value: seconds.check },
      target: 'at most 1.1',
    },
  ];
}

function captureRates(folder: string, records: number, rounds: number): Measurement[] {
  const file = join(folder, 'captures.jsonl');
  makeCaptures(file, records);
  const seconds = takeTurns(rounds, {
    bare: () => bareJsonLoop(file),
    read: () => readFileOnly(file, 'capture'),
    analysed: () => analyseFile(file, 'capture'),
  });
  const reference = { name: 'read lines, JSON.parse', value: records / seconds.bare };
  const rate = (name: string, time: number): Measurement => ({
    name,
    value: records / time,
    unit: 'records/s',
    reference,
    target: 'at least half',
  });
  return [
    rate('captures of 21 numbers, read', seconds.read),
    rate('captures of 21 numbers, data quality', seconds.analysed),
  ];
}

interface Memory {
  readonly before: number;
  readonly peak: number;
  readonly seconds: number;
  readonly rows: number;
}

async function memory(folder: string, format: 'csv' | 'capture', megabytes: number): Promise<Measurement[]> {
  const [small, large] = [join(folder, `small.${format}`), join(folder, `large.${format}`)];
  if (format === 'csv') {
    makeCsv(small, 20_000);
    makeLargeCsv(large, megabytes);
  } else {
    makeCaptures(small, 20_000);
    makeLargeCaptures(large, megabytes);
  }
  const size = statSync(large).size / 1e6;
  const child = fork(join(__dirname, 'monitors', 'peak-memory.ts'), [small, large, format]);
  const [{ before, peak, seconds, rows }] = (await once(child, 'message')) as [Memory];
  rmSync(large);
  const name = `${format === 'csv' ? 'CSV' : 'captures'} of ${size.toFixed(0)} MB against a baseline`;
  return [
    {
      name: `${name}: peak memory`,
      value: peak,
      unit: 'MB',
      reference: { name: 'before it', value: before },
      target: 'at most 300 MB for 1 GB',
    },
    { name, value: rows / seconds, unit: 'rows/s' },
  ];
}

export const bench: Bench = {
  name: 'monitors',
  about: 'data quality of tables and captures beside bare loops over the same files; memory; the cost of merging',
  async run({ quick }) {
    const folder = mkdtempSync(join(tmpdir(), 'bench-monitors-'));
    const rounds = quick ? 1 : 5;
    try {
      return [
        ...csvRates(folder, quick ? 20_000 : 200_000, rounds),
        ...captureRates(folder, quick ? 10_000 : 100_000, rounds),
        ...(await memory(folder, 'csv', quick ? 32 : LARGE_MEGABYTES)),
        ...(await memory(folder, 'capture', quick ? 32 : LARGE_MEGABYTES)),
      ];
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
