/** The part of the WebAssembly API that the kernels use; neither the ES library nor Node's types of this version declare it. */
declare namespace WebAssembly {
  class Module {
    constructor(bytes: Uint8Array);
  }

  class Memory {
    constructor(descriptor: { readonly initial: number; readonly maximum: number });
    readonly buffer: ArrayBuffer;
  }

  class Instance {
    constructor(module: Module, imports: { readonly env: { readonly memory: Memory } });
    readonly exports: Readonly<Record<string, unknown>>;
  }

  /** Whether this engine can run the module, SIMD instructions included. */
  function validate(bytes: Uint8Array): boolean;
}
