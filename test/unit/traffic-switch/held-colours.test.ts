import fc from "fast-check";
import type { Asked } from "../../../lib/release/asked";
import {
  decide,
  type Decision,
  type Kept,
  type KeptColor,
  type Wanted,
} from "../../../provider/traffic-switch/held-colours";
import { liveColor, type Weights } from "../../../provider/traffic-switch/plan";

const wanted = (
  active: string | undefined,
  blue: string,
  green = blue,
  own: { blue?: string; green?: string } = {},
): Wanted => ({
  active,
  allowInPlace: false,
  colors: {
    blue: { revision: `blue ${blue}`, own: own.blue ?? (active === undefined ? undefined : "") },
    green: { revision: `green ${green}`, own: own.green ?? (active === undefined ? undefined : "") },
  },
});

/** An app, its users and the engine's state, through updates that end well. */
class App {
  live: string | undefined;
  pods: Record<string, string> = {};
  kept: Kept = { active: undefined, colors: {} };

  update(next: Wanted, { asked, ends = "well" }: { asked?: Asked; ends?: "well" | "badly" } = {}): Decision {
    const weights: Weights = this.live === undefined ? {} : { [this.live]: 100 };
    const users = this.live === undefined ? undefined : { weights, unfinished: undefined };
    const decision = decide(next, this.kept, users, asked);
    const colors = Object.entries(next.colors).map(([color, { revision = "", own }]): [string, KeptColor] => {
      const before = this.kept.colors[color];
      const now = decision.takes[color] === "kept" && before ? before.revision : revision;
      return [color, { revision: now, own, left: decision.left[color] }];
    });
    this.kept = { active: decision.active, colors: Object.fromEntries(colors), declined: decision.declined };
    this.pods = Object.fromEntries(colors.map(([color, { revision }]) => [color, revision]));
    if (ends === "well") this.live = decision.active;
    return decision;
  }

  /** What users get. */
  get runs(): string | undefined {
    return this.live === undefined ? undefined : this.pods[this.live];
  }
}

const started = (first: Wanted): App => {
  const app = new App();
  app.update(first);
  return app;
};

test("a change of the app, or of the source, waits while active stays, and goes to the target of the next release only", () => {
  const app = started(wanted("blue", "v1"));
  expect(app.update(wanted("blue", "v2"))).toMatchObject({ active: "blue", waiting: ["blue", "green"] });
  expect(app.pods).toEqual({ blue: "blue v1", green: "green v1" });
  expect(app.update(wanted("green", "v2"))).toMatchObject({ active: "green", waiting: [] });
  expect(app.pods).toEqual({ blue: "blue v1", green: "green v2" });
});

test("active back, with nothing changed since, is the way back to what ran; with a change it is a release", () => {
  const app = started(wanted("blue", "v1"));
  app.update(wanted("green", "v2"));
  expect(app.update(wanted("blue", "v2"))).toMatchObject({ active: "blue", waiting: ["blue"] });
  expect(app.runs).toBe("blue v1");
  app.update(wanted("green", "v2"));
  expect(app.runs).toBe("green v2");
  app.update(wanted("blue", "v3"));
  expect(app.runs).toBe("blue v3");
});

test("git revert of a commit with source and active goes back at once", () => {
  const app = started(wanted("blue", "v1"));
  app.update(wanted("green", "v2"));
  expect(app.update(wanted("blue", "v1"))).toMatchObject({ active: "blue", waiting: [] });
  expect(app.pods).toEqual({ blue: "blue v1", green: "green v2" });
});

test("a bad release, and then its fix, with and without active set back in between", () => {
  const app = started(wanted("blue", "v1"));
  app.update(wanted("green", "bad"), { ends: "badly" });
  app.update(wanted("green", "fixed"));
  expect(app.runs).toBe("green fixed");

  const other = started(wanted("blue", "v1"));
  other.update(wanted("green", "bad"), { ends: "badly" });
  other.update(wanted("blue", "fixed"));
  expect(other.runs).toBe("blue v1");
  other.update(wanted("green", "fixed"));
  expect(other.runs).toBe("green fixed");
});

test("a bad release onto a colour that was left leaves no way back to it", () => {
  const app = started(wanted("blue", "v1"));
  app.update(wanted("green", "v2"));
  app.update(wanted("blue", "bad"), { ends: "badly" });
  app.update(wanted("green", "v2"));
  app.update(wanted("blue", "v2"));
  expect(app.runs).toBe("blue v2");
});

test("release asks for what the program says, return for what ran, whatever changed since", () => {
  const app = started(wanted("blue", "v1"));
  app.update(wanted("green", "v2"));
  app.update(wanted("blue", "v2"), { asked: "release" });
  expect(app.runs).toBe("blue v2");
  app.update(wanted("green", "v3"), { asked: "return" });
  expect(app.runs).toBe("green v2");
});

test("what is said of one colour alone reaches it at once, and no other", () => {
  const app = started(wanted("blue", "v1"));
  app.update(wanted("blue", "v2", "v2 and more", { green: "more" }));
  expect(app.pods).toEqual({ blue: "blue v1", green: "green v2 and more" });
});

test("an app without colours: a change goes to the idle colour, the same is no change, what is warm returns", () => {
  const app = started(wanted(undefined, "v1"));
  expect(app.runs).toBe("blue v1");
  expect(app.update(wanted(undefined, "v1"))).toMatchObject({ active: "blue", waiting: [] });
  app.update(wanted(undefined, "v2"));
  expect(app.pods).toEqual({ blue: "blue v1", green: "green v2" });
  app.update(wanted(undefined, "v1"));
  expect([app.live, app.pods]).toEqual(["blue", { blue: "blue v1", green: "green v2" }]);
  app.update(wanted(undefined, "bad"), { ends: "badly" });
  expect(app.live).toBe("blue");
  expect(app.update(wanted(undefined, "fixed")).active).toBe("green");
  expect(app.runs).toBe("green fixed");
});

test("an app without colours, gone back from a release: the same is not put back by itself", () => {
  const app = started(wanted(undefined, "v1"));
  app.update(wanted(undefined, "v2"));
  app.update(wanted(undefined, "v2"), { asked: "return" });
  expect(app.runs).toBe("blue v1");
  expect(app.update(wanted(undefined, "v2"))).toMatchObject({ active: "blue", waiting: ["blue"] });
  expect(app.runs).toBe("blue v1");
  const asked = started(wanted(undefined, "v1"));
  Object.assign(asked, { kept: app.kept, pods: app.pods, live: app.live });
  asked.update(wanted(undefined, "v2"), { asked: "release" });
  expect(asked.runs).toBe("green v2");
  app.update(wanted(undefined, "v3"));
  expect(app.runs).toBe("green v3");
});

test("from colours to none and back: what is live stays, and no pod changes", () => {
  const app = started(wanted("blue", "v1"));
  app.update(wanted("green", "v2"));
  const pods = app.pods;
  expect(app.update(wanted(undefined, "v2")).active).toBe("green");
  expect(app.update(wanted("green", "v2")).active).toBe("green");
  expect(app.pods).toEqual(pods);
});

test("a switch that gave its target users is ended before anything new", () => {
  const kept: Kept = { active: "green", colors: { blue: { revision: "blue v1" }, green: { revision: "green v2" } } };
  const users = { weights: { blue: 50, green: 50 }, unfinished: { from: "blue", to: "green" } };
  const none = decide(wanted(undefined, "v3"), kept, users, undefined);
  expect(none).toMatchObject({ active: "green", takes: { blue: "kept", green: "kept" } });
  expect(decide(wanted("green", "v3"), kept, users, undefined).takes).toEqual({ blue: "kept", green: "kept" });
  const begun = { weights: { blue: 100 }, unfinished: { from: "blue", to: "green" } };
  expect(decide(wanted(undefined, "v3"), kept, begun, undefined)).toMatchObject({
    active: "green",
    takes: { green: "wanted" },
  });
});

test("what the preview cannot know yet is new", () => {
  const { colors, ...rest } = wanted(undefined, "v1");
  const unbuilt: Wanted = {
    ...rest,
    colors: { blue: { ...colors["blue"], revision: undefined }, green: { revision: undefined } },
  };
  const kept: Kept = { active: "blue", colors: { blue: { revision: "blue v1" }, green: { revision: "green v1" } } };
  expect(decide(unbuilt, kept, { weights: { blue: 100 }, unfinished: undefined }, undefined)).toMatchObject({
    active: "green",
    takes: { blue: "kept", green: "wanted" },
  });
});

const edits = fc.record({
  version: fc.constantFrom("v1", "v2", "v3", "v4"),
  active: fc.constantFrom("blue", "green", undefined),
  asked: fc.constantFrom<Asked[]>("release", "return", undefined, undefined, undefined),
  ends: fc.constantFrom("well" as const, "well" as const, "badly" as const),
});

test("whatever happens, pods of a colour with users stay as they are, and without a wish what ends well is what the program says", () => {
  fc.assert(
    fc.property(fc.array(edits, { maxLength: 12 }), (history) => {
      const app = started(wanted(undefined, "v1"));
      for (const { version, active, asked, ends } of history) {
        const { live, pods } = app;
        const { waiting } = app.update(wanted(active, version), { asked, ends });
        if (live !== undefined) expect(app.pods[live]).toBe(pods[live]);
        for (const color of ["blue", "green"]) if (color !== app.kept.active) expect(app.pods[color]).toBe(pods[color]);
        const isSaid = app.runs === `${app.live} ${version}`;
        // What is not so is said: it waits, or the colour was gone back to.
        if (ends === "well" && active === undefined && asked !== "return")
          expect(isSaid || waiting.length > 0).toBe(true);
        if (ends === "well" && asked === "release" && active !== undefined && active !== live)
          expect(isSaid).toBe(true);
      }
      expect(liveColor(app.live === undefined ? {} : { [app.live]: 100 })).toBe(app.live);
    }),
    { numRuns: 2000 },
  );
});
