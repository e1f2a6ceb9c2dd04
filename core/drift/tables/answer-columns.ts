/** Columns that a table has gained once the model has answered. */
export const PROBABILITY_COLUMN = 'probability';
export const PREDICTION_COLUMN = 'prediction';

/** In a scenario: the label, whatever the table calls it. */
export const LABEL_ROLE = '$label';
/** In a scenario: what the model has predicted, 0 or 1. */
export const PREDICTION_ROLE = '$prediction';
