/** The lines that differ between two texts, with `-` and `+`, in the order of the text. */
export function lineDiff(before: string, after: string): string {
  const left = before.split("\n");
  const right = after.split("\n");
  // Length of the longest common rest from each pair of lines on.
  const common = Array.from({ length: left.length + 1 }, () => new Array<number>(right.length + 1).fill(0));
  const at = (row: number, column: number) => common[row]?.[column] ?? 0;
  for (let row = left.length - 1; row >= 0; row--)
    for (let column = right.length - 1; column >= 0; column--) {
      const cells = common[row];
      if (!cells) continue;
      cells[column] =
        left[row] === right[column] ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1));
    }
  const lines: string[] = [];
  for (let row = 0, column = 0; row < left.length || column < right.length;) {
    if (row < left.length && column < right.length && left[row] === right[column]) {
      row++;
      column++;
    } else if (row < left.length && (column >= right.length || at(row + 1, column) >= at(row, column + 1)))
      lines.push(`-${left[row++]}`);
    else lines.push(`+${right[column++]}`);
  }
  return lines.map((line) => `${line}\n`).join("");
}
