import { configurationPage } from "../../../config/reference";

test("every key of the configuration says what it means", () => {
  const rows = configurationPage()
    .split("\n")
    .filter((line) => line.startsWith("| `"));
  expect(rows.length).toBeGreaterThan(1000);
  // The last cell; what stands before it has its own bars escaped.
  expect(rows.filter((row) => /\|\s*\|$/.test(row))).toEqual([]);
});
