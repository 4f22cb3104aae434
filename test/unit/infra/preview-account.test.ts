import { previewRoles } from "../../../infra/github-identity";
import { permissionsFor, permissionsOf } from "../../../sandbox/google-cloud/iam/roles";
import { Directory } from "../../../sandbox/google-cloud/transport/directory";

const granted = new Set(previewRoles.flatMap((role) => [...permissionsOf(role)]));

/** Methods that a `POST` or the like asks, and that change nothing; an export writes to a bucket, which takes its own permission. */
const looking =
  /\.(getIamPolicy|GetIamPolicy|testIamPermissions|TestIamPermissions|search|Search\w*|Wait|GetHealth|getStatus|query|ListLogEntries|Preview|aggregatedList|ExportArtifact|[lL]ist\w*|[gG]et\w*)$/;

test("of every method that the sandbox knows, the preview's account may call only those that look", () => {
  const callable = new Directory().schemas.flatMap(({ api, methods }) =>
    methods.flatMap(({ key, rules }) => {
      const permissions = permissionsFor(`${api}.${key}`);
      const may = permissions !== undefined && permissions.length > 0 && permissions.every((one) => granted.has(one));
      const reads = rules.length > 0 && rules.every(({ verb }) => verb === "GET");
      return may && !reads ? [`${api}.${key}`] : [];
    }),
  );
  expect(callable.length).toBeGreaterThan(3);
  expect(callable.filter((title) => !looking.test(title))).toEqual([]);
});

test("no payload is among what it may read", () => {
  for (const permission of [
    "container.secrets.get",
    "container.secrets.list",
    "secretmanager.versions.access",
    "storage.objects.get",
    "cloudkms.cryptoKeyVersions.useToDecrypt",
    "iam.serviceAccounts.getAccessToken",
    "iam.serviceAccounts.actAs",
    "container.pods.exec",
  ])
    expect([permission, granted.has(permission)]).toEqual([permission, false]);
});
