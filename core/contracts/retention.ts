import * as z from 'zod';

const days = (what: string) =>
  z
    .int()
    .min(1)
    .max(3_650)
    .optional()
    .meta({ description: `days after which ${what} go`, defaultText: 'never' });

/** How long what people and cameras leave behind is kept, by prefix. Days; for ever where absent. */
export const retentionSchema = z.strictObject({
  incomingDays: days('images under `incoming/`'),
  openDays: days('second looks that nobody has answered (`second_look/open/`)'),
  answerDays: days('answers (`second_look/answers/`): the labels stay, who gave them is forgotten'),
  captureDays: days('captures (`data_capture/`)'),
  groundTruthDays: days('labels (`ground_truth/`)'),
});

export type Retention = z.infer<typeof retentionSchema>;
