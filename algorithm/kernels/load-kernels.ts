import { existsSync, readFileSync } from 'node:fs';
import type { Kernels } from './kernels';
import { plainKernels } from './plain/plain-kernels';
import { WasmKernels } from './wasm/wasm-kernels';

/** Makes kernels whose arrays hold so many floats in all. */
export type KernelFactory = (floats: number) => Kernels;

/**
 * The compiled kernels where the file is there and this engine has WebAssembly SIMD; else the plain ones, which give the same
 * results to rounding, slower. Which of the two it is shows in `Kernels.name`.
 */
export function loadKernels(wasmFile: string): KernelFactory {
  if (typeof WebAssembly === 'undefined' || !existsSync(wasmFile)) return () => plainKernels;
  const bytes = readFileSync(wasmFile);
  if (!WebAssembly.validate(bytes)) return () => plainKernels;
  const module = new WebAssembly.Module(bytes);
  return (floats) => new WasmKernels(module, floats);
}
