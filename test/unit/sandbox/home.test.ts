import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { credentials } from "../../../sandbox/home/credentials";
import { claimHome, deleteHome } from "../../../sandbox/home/entries";
import { requireOwnFolder } from "../../../lib/folders/trust";
import type * as Record from "../../../sandbox/supervisor/record";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gkb-home-"));
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

/** From here on this process is somebody to whom nothing belongs. */
const becomeAnother = () => jest.spyOn(process, "getuid").mockReturnValue(4711);

describe("whose a folder is", () => {
  test("one's own is believed, and one that is not there", () => {
    expect(() => requireOwnFolder(folder)).not.toThrow();
    expect(() => requireOwnFolder(join(folder, "none"))).not.toThrow();
  });

  test("fails where it is another user's", () => {
    becomeAnother();
    expect(() => requireOwnFolder(folder)).toThrow(/belongs to user number \d+; expected a folder of user number 4711/);
  });

  test("fails where others may write to it", () => {
    chmodSync(folder, 0o777);
    expect(() => requireOwnFolder(folder)).toThrow(/others may write to it \(mode 777\).*chmod go-w/s);
  });

  test("fails where a link leads to what others may write to", () => {
    mkdirSync(join(folder, "open"));
    chmodSync(join(folder, "open"), 0o777);
    symlinkSync(join(folder, "open"), join(folder, "link"));
    expect(() => requireOwnFolder(join(folder, "link"))).toThrow(/others may write/);
  });

  test("fails before a command that somebody planted in the temporary directory is read", () => {
    becomeAnother();
    const planted = join(tmpdir(), "gke-bluegreen-4711");
    mkdirSync(planted, { recursive: true });
    try {
      jest.isolateModules(() => {
        const { readRecord } = jest.requireActual<typeof Record>("../../../sandbox/supervisor/record");
        expect(() => readRecord(join(folder, "home"))).toThrow(/gke-bluegreen-4711: got it belongs to user number/);
      });
    } finally {
      rmSync(planted, { recursive: true });
    }
  });
});

describe("a home", () => {
  test("fails to be made of a folder with files of the user's", () => {
    mkdirSync(join(folder, "thesis"));
    expect(() => claimHome(folder)).toThrow(/which holds thesis; expected an empty folder/);
    expect(readdirSync(folder)).toEqual(["thesis"]);
  });

  test("of an earlier version stays one, whatever the user put beside", () => {
    credentials(folder);
    writeFileSync(join(folder, "notes.txt"), "");
    expect(() => claimHome(folder)).not.toThrow();
  });

  test("goes whole where only the sandbox wrote to it, with what an interrupted write left", () => {
    claimHome(folder);
    credentials(folder);
    mkdirSync(join(folder, "clusters", "one"), { recursive: true });
    for (const name of ["settings.json.new", "lock.0b0e7a7e-6f0f-4a51-9f0a-0c2d6f7f9a11"])
      writeFileSync(join(folder, name), "");
    expect(deleteHome(folder, false)).toEqual([]);
    expect(existsSync(folder)).toBe(false);
  });

  test("keeps what no sandbox made", () => {
    claimHome(folder);
    credentials(folder);
    mkdirSync(join(folder, "thesis"));
    writeFileSync(join(folder, "thesis", "chapter1.md"), "It was a dark night.");
    expect(deleteHome(folder, false)).toEqual(["thesis"]);
    expect(readdirSync(folder)).toEqual(["thesis"]);
    expect(readdirSync(join(folder, "thesis"))).toEqual(["chapter1.md"]);
  });

  test("fails to be deleted where there is none", () => {
    writeFileSync(join(folder, "bin"), "");
    expect(() => deleteHome(folder, false)).toThrow(/holds 1 files and no sandbox/);
    expect(readdirSync(folder)).toEqual(["bin"]);
  });
});

test("credentials are made at random, once, and only their owner can read them", () => {
  const [one, other] = [join(folder, "one"), join(folder, "other")];
  const { accessToken } = credentials(one);
  expect(accessToken.length).toBeGreaterThan(40);
  expect(credentials(one).accessToken).toBe(accessToken);
  expect(credentials(other).accessToken).not.toBe(accessToken);
  const found = readdirSync(one, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  expect(found.map(({ name }) => name)).toEqual(["credentials.json"]);
  for (const { parentPath, name } of found) {
    expect(statSync(join(parentPath, name)).mode & 0o777).toBe(0o600);
    expect(statSync(parentPath).mode & 0o077).toBe(0);
  }
});
