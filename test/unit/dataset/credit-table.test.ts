import { CREDIT_CATEGORIES, CREDIT_LABEL } from '../../../core/dataset/credit/credit-columns';
import { creditTable } from '../../../core/dataset/credit/credit-table';
import { csvText, rowCountOf } from '../../../core/table/whole-table';

const table = creditTable(1000, 1);
const column = (name: string) => table.get(name)!.map(Number);

it('has the columns of the credit data in their order, the label last', () => {
  expect([...table.keys()].join()).toBe(
    'status,duration,credit_history,purpose,amount,savings,employment_duration,installment_rate,personal_status_sex,other_debtors,present_residence,property,age,other_installment_plans,housing,number_credits,job,people_liable,telephone,foreign_worker,credit_risk',
  );
  for (const name of CREDIT_CATEGORIES) expect(table.has(name)).toBe(true);
});

it('is the same for the same seed, and another for another', () => {
  expect(csvText(creditTable(1000, 1))).toBe(csvText(table));
  expect(csvText(creditTable(1000, 2))).not.toBe(csvText(table));
});

it('begins alike whatever its size', () => {
  const small = csvText(creditTable(10, 1));
  expect(csvText(table).startsWith(small)).toBe(true);
});

it('holds whole numbers alone, none of them missing', () => {
  expect(rowCountOf(table)).toBe(1000);
  for (const cells of table.values()) expect(cells.every((cell) => Number.isInteger(cell))).toBe(true);
});

it('has good risks for the most part, and a status that says much about them', () => {
  const labels = column(CREDIT_LABEL);
  const share = (wanted: number) => {
    const rows = column('status').flatMap((status, row) => (status === wanted ? [labels[row]!] : []));
    return rows.reduce((sum, label) => sum + label, 0) / rows.length;
  };
  const good = labels.reduce((sum, label) => sum + label, 0) / labels.length;
  expect(good).toBeGreaterThan(0.65);
  expect(good).toBeLessThan(0.8);
  expect(share(4) - share(1)).toBeGreaterThan(0.3);
});
