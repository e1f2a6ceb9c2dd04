import { argmax } from './argmax';
import { calibrate } from './calibrate';

const COLDEST = 1e-2;
const HOTTEST = 1e2;
/** Halvings of the logarithm of the temperature, which leave less than the last digit of any percentage. */
const STEPS = 60;
const TOLERANCE = 1e-6;

/**
 * Probabilities at the temperature at which the likeliest class has this confidence: what the endpoint returned, calibrated as the confidence beside it is. Alerts and open reviews
 * hold both, not the temperature, which follows: the confidence falls as it rises.
 * @param probabilities as the endpoint returned them
 * @param confidence calibrated, of the likeliest class
 * @returns the likeliest has exactly this confidence; all of them as they are where no temperature gives it
 */
export function calibratedTo(probabilities: readonly number[], confidence: number): number[] {
  if (probabilities.length === 0) return [];
  const likeliest = argmax(probabilities);
  if (!(probabilities[likeliest]! > 0) || probabilities[likeliest] === confidence) return [...probabilities];
  let [cold, hot] = [Math.log(COLDEST), Math.log(HOTTEST)];
  for (let step = 0; step < STEPS; step += 1) {
    const middle = (cold + hot) / 2;
    if (calibrate(probabilities, Math.exp(middle))[likeliest]! > confidence) cold = middle;
    else hot = middle;
  }
  const calibrated = calibrate(probabilities, Math.exp(hot));
  const found = calibrated[likeliest]!;
  if (!(Math.abs(found - confidence) <= TOLERANCE)) return [...probabilities];
  // To the last digit: percentages are rounded down.
  const others = found === 1 ? 1 : (1 - confidence) / (1 - found);
  return calibrated.map((value, index) => (index === likeliest ? confidence : value * others));
}
