import { SandboxCloud } from "./sandbox-cloud";

const project = "wait-proj";
const global = `/compute/v1/projects/${project}/global`;

describe("Compute's operations", () => {
  const cloud = new SandboxCloud();
  beforeAll(async () => {
    await cloud.start();
    await cloud.enable(project, "compute");
  });
  afterAll(async () => await cloud.stop());

  const insert = async (name: string) =>
    (await cloud.call<{ name: string; status: string }>("POST", `${global}/networks`, { name })).body;
  const timing = async (insert: string) => await cloud.call("PUT", "/_sandbox/faults", { timing: { insert } });
  const wait = async (name: string) =>
    (await cloud.call<{ status: string }>("POST", `${global}/operations/${name}/wait`)).body.status;

  test("are waited for until they are done", async () => {
    await timing("seconds:0.3");
    const { name, status } = await insert("slow");
    expect(status).toBe("RUNNING");
    expect(await Promise.all([wait(name), wait(name)])).toEqual(["DONE", "DONE"]);
    expect(await wait(name)).toBe("DONE");
  });

  test("answer each wait at once while they are told to take a number of looks", async () => {
    await timing("polls:3");
    const { name } = await insert("looked-at");
    const statuses = [];
    while (statuses.at(-1) !== "DONE") statuses.push(await wait(name));
    expect(statuses.length).toBeGreaterThan(2);
  });

  test("fail to be waited for where there are none", async () => {
    expect((await cloud.call("POST", `${global}/operations/operation-none/wait`)).status).toBe(404);
  });

  test("are listed: the newest first, by their filter and in pages", async () => {
    await timing("work");
    const { name } = await insert("newest");
    await wait(name);
    interface List {
      items: { name: string; status: string; targetLink: string }[];
      nextPageToken?: string;
    }
    const list = async (query: string) => (await cloud.call<List>("GET", `${global}/operations?${query}`)).body;
    const first = await list("maxResults=1");
    expect(first.items.map((one) => one.name)).toEqual([name]);
    const second = await list(`maxResults=1&pageToken=${first.nextPageToken}`);
    expect(second.items.map(({ targetLink }) => targetLink)).toEqual([expect.stringMatching(/\/looked-at$/)]);
    expect((await list(`filter=name%3D${name}`)).items).toHaveLength(1);
    expect((await cloud.call("GET", `${global}/operations?orderBy=status`)).status).toBe(400);
  });
});
