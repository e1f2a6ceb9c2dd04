/**
 * Between the order of weights that people and ONNX know, `[3][3][inputs][outputs]`, and the kernels' panels of 8 outputs,
 * `[outputs / 8][3][3][inputs][8]`.
 */

const PANEL = 8;
const FILTER = 9;

/** @param inputs input channels of `weights`; the panels' further ones, up to `paddedInputs`, become zero */
export function packPanels(weights: Float32Array, inputs: number, outputs: number, paddedInputs: number): Float32Array {
  const panels = new Float32Array(FILTER * paddedInputs * outputs);
  forEachWeight(inputs, outputs, paddedInputs, (plain, packed) => {
    panels[packed] = weights[plain]!;
  });
  return panels;
}

/** The inverse of `packPanels`. */
export function unpackPanels(
  panels: Float32Array,
  inputs: number,
  outputs: number,
  paddedInputs: number,
): Float32Array {
  const weights = new Float32Array(FILTER * inputs * outputs);
  forEachWeight(inputs, outputs, paddedInputs, (plain, packed) => {
    weights[plain] = panels[packed]!;
  });
  return weights;
}

function forEachWeight(
  inputs: number,
  outputs: number,
  paddedInputs: number,
  visit: (plain: number, packed: number) => void,
): void {
  for (let tap = 0; tap < FILTER; tap += 1) {
    for (let input = 0; input < inputs; input += 1) {
      for (let output = 0; output < outputs; output += 1) {
        const panel = Math.floor(output / PANEL);
        const packed = ((panel * FILTER + tap) * paddedInputs + input) * PANEL + (output % PANEL);
        visit((tap * inputs + input) * outputs + output, packed);
      }
    }
  }
}

/**
 * The weights that carry a gradient back through a convolution: the filter turned by half a turn, inputs and outputs exchanged.
 * @param panels `[outputs / 8][3][3][inputs][8]` @param reversed `[inputs / 8][3][3][outputs][8]`
 */
export function reversePanels(panels: Float32Array, inputs: number, outputs: number, reversed: Float32Array): void {
  let from = 0;
  for (let panel = 0; panel < outputs; panel += PANEL) {
    for (let tap = 0; tap < FILTER; tap += 1) {
      const turned = FILTER - 1 - tap;
      for (let input = 0; input < inputs; input += 1) {
        const row = (Math.floor(input / PANEL) * FILTER + turned) * outputs;
        for (let lane = 0; lane < PANEL; lane += 1) {
          reversed[(row + panel + lane) * PANEL + (input % PANEL)] = panels[from]!;
          from += 1;
        }
      }
    }
  }
}
