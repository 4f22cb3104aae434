import fc from "fast-check";
import {
  addressesIn,
  aligned,
  firstHost,
  isAddressRange,
  isCidr,
  layOut,
  overlaps,
  prefixFor,
} from "../../../lib/cidr";

test.each([
  ["10.0.0.0/8", true],
  ["10.1.2.3/16", true],
  ["10.0.0.0", false],
  ["10.0.0.256/24", false],
  ["10.0.0.0/33", false],
  ["10.0/8", false],
  ["0x0a.0.0.0/8", false],
  ["", false],
])("%p is a range in full: %p", (text, is) => expect(isCidr(text)).toBe(is));

test.each([
  ["0.0.0.0/0", true],
  ["fd00::/8", true],
  ["fd00::/129", false],
  ["::1", false],
  ["10.0.0.1", false],
])("%p is a range of either family: %p", (text, is) => expect(isAddressRange(text)).toBe(is));

test("a range begins at its own first address, whose next one is the gateway", () => {
  expect(aligned("10.1.2.3/16")).toBe("10.1.0.0/16");
  expect(firstHost("10.1.2.3/16")).toBe("10.1.0.1");
  expect(addressesIn("10.0.0.0/28")).toBe(16);
  expect(prefixFor(17)).toBe(27);
});

test("ranges overlap where one holds the other's first address", () => {
  expect(overlaps("10.0.0.0/8", "10.255.0.0/24")).toBe(true);
  expect(overlaps("10.0.0.0/25", "10.0.0.128/25")).toBe(false);
  expect(overlaps("10.0.0.0/8", "nothing")).toBe(false);
});

test("what is laid out fits, is aligned and has no address twice", () => {
  const lengths = fc.record({ a: fc.integer({ min: 13, max: 29 }), b: fc.integer({ min: 13, max: 29 }) });
  fc.assert(
    fc.property(lengths, (wanted) => {
      const laid = layOut("10.64.0.0/12", wanted);
      if (!laid) throw new Error("two halves of it fit");
      for (const range of Object.values(laid)) {
        expect(aligned(range)).toBe(range);
        expect(overlaps(range, "10.64.0.0/12")).toBe(true);
      }
      expect(overlaps(laid.a, laid.b)).toBe(false);
    }),
  );
  expect(layOut("10.0.0.0/24", { a: 25, b: 25, c: 29 })).toBeUndefined();
});
