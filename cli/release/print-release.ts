import { CheckNotPassed } from '../check-not-passed';
import type { Printer } from '../command/printer';
import { checkText } from './release-check';
import type { ReleaseResult } from './release-model';

/**
 * Prints what a release or a rollback has done.
 * @throws CheckNotPassed where the model that serves now has answered with errors.
 */
export function printRelease(printer: Printer, result: ReleaseResult): void {
  const { modelPackage, previousModelPackage, changed, classes, temperature, check, afterwards, evaluation } = result;
  const lines = [
    `package     ${modelPackage}${changed ? '' : ' (in service already)'}`,
    ...(changed ? [`before      ${previousModelPackage}`] : []),
    `classes     ${classes.join(', ')}`,
    `temperature ${temperature}`,
    `endpoint    ${result.endpointName}`,
    ...(check === undefined ? [] : [`check       ${checkText(check)} while it baked`]),
    ...(afterwards === undefined ? [] : [`            ${checkText(afterwards)} afterwards`]),
    evaluation === undefined
      ? `evaluation  none queued: ${changed ? nothingToEvaluate(result) : 'nothing has changed'}`
      : `evaluation  queued: s3://${evaluation.testDataS3BucketName}/${evaluation.testDataS3Key}`,
    `baseline    ${baselineText(result.baseline)}`,
  ];
  printer.result(result, lines.join('\n'));
  if (afterwards !== undefined && afterwards.failed > 0) {
    throw new CheckNotPassed(
      `${modelPackage} serves, and ${afterwards.failed} of ${afterwards.sent} requests failed (${afterwards.firstFailure}): 'rollback' brings the model before back.`,
    );
  }
}

const nothingToEvaluate = ({ contentType }: ReleaseResult): string =>
  contentType === undefined ? 'the images bucket has no test.lst' : 'the package names no test data';

function baselineText(baseline: ReleaseResult['baseline']): string {
  if (baseline === undefined) return 'as before: none was asked for';
  if ('reason' in baseline) return `as before: ${baseline.reason}`;
  const { made, rows, noun, prefix, without = [] } = baseline;
  const head = `${made ? 'made of' : 'its own, of'} ${noun === 'image' ? `${rows} validation images` : `${rows} labelled rows`}: ${prefix}`;
  return [head, ...without].join('\n            ');
}
