import { TemplateError } from '../template-error';

const ADDRESS_BITS = 32;

/**
 * The first `count` blocks of `hostBits` host bits each (8 where absent) in an IPv4 block, as `Fn::Cidr` gives them.
 * @throws TemplateError where they do not fit, or the block is no IPv4 block.
 */
export function cidrBlocks(block: string, count: number, hostBits = 8, pointer = ''): string[] {
  const [, a, b, c, d, length] = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(block) ?? [];
  const octets = [a, b, c, d].map(Number);
  const prefix = Number(length);
  if (octets.some((octet) => !(octet <= 255)) || !(prefix <= ADDRESS_BITS)) {
    throw new TemplateError(pointer, `'${block}' is no IPv4 block such as 10.0.0.0/16.`);
  }
  const size = 2 ** hostBits;
  const total = 2 ** (ADDRESS_BITS - prefix);
  if (!(count >= 1 && count <= 256) || count * size > total) {
    throw new TemplateError(pointer, `${count} blocks of ${hostBits} host bits do not fit into ${block}.`);
  }
  const start = octets.reduce((sum, octet) => sum * 256 + octet, 0);
  const first = start - (start % total);
  return Array.from({ length: count }, (_, index) => `${dotted(first + index * size)}/${ADDRESS_BITS - hostBits}`);
}

function dotted(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}
