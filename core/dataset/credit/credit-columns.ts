/** Columns of the South German Credit data, in their order. */
export const CREDIT_LABEL = 'credit_risk';

/** The ten whose numbers are names of categories; a model sees them one-hot, before the ten others. */
export const CREDIT_CATEGORIES = [
  'credit_history',
  'purpose',
  'personal_status_sex',
  'other_debtors',
  'property',
  'other_installment_plans',
  'housing',
  'job',
  'telephone',
  'foreign_worker',
] as const;

/** The preprocessing of the credit model, as `core/preprocessing` declares one. */
export const CREDIT_PREPROCESSING = {
  version: 1,
  label: { column: CREDIT_LABEL, positive: 1 },
  categorical: [...CREDIT_CATEGORIES],
  order: 'categories-first',
} as const;
