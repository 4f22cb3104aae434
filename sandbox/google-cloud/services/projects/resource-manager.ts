import type { Methods as V1 } from "../../definitions/cloudresourcemanager-v1.types";
import type { Methods as V3, Project } from "../../definitions/cloudresourcemanager-v3.types";
import { handlers, type Service } from "../../transport/call";
import { getPolicy, setPolicy } from "../shared/policy";
import { project as findProject, type ProjectRecord } from "../shared/projects";
import { sha } from "../shared/values";

const policyKey = (name: string) => `projects/${name}`;

/** Resource Manager: projects and who may do what in them. */
export const cloudresourcemanager: Service = {
  api: "cloudresourcemanager",
  // A project must be readable before anything can be enabled in it.
  alwaysEnabled: true,
  handlers: {
    ...handlers<V1>({
      "projects.get": ({ projectId = "" }, { store }) => {
        const { id, number, name, created, labels } = findProject(store, projectId);
        return {
          projectId: id,
          projectNumber: number,
          name,
          lifecycleState: "ACTIVE",
          createTime: created,
          labels: { ...labels },
          parent: { type: "organization", id: "100000000001" },
        };
      },
      "projects.getIamPolicy": ({ resource = "" }, { store }) =>
        getPolicy(store, policyKey(findProject(store, resource).id)),
      "projects.setIamPolicy": ({ resource = "", body }, { store }) =>
        setPolicy(store, policyKey(findProject(store, resource).id), body?.policy ?? {}),
    }),
    ...handlers<V3>({
      "Projects.GetProject": ({ name = "" }, { store }) => shown(findProject(store, name.replace("projects/", ""))),
      "Projects.SearchProjects": (_, { store, allows }) => ({
        projects: store
          .list<ProjectRecord>("project")
          .filter(({ id }) => allows("resourcemanager.projects.get", `projects/${id}`))
          .map(shown),
      }),
      "Projects.GetIamPolicy": ({ resource = "" }, { store }) =>
        getPolicy(store, policyKey(findProject(store, resource.replace("projects/", "")).id)),
      "Projects.SetIamPolicy": ({ resource = "", policy = {} }, { store }) =>
        setPolicy(store, policyKey(findProject(store, resource.replace("projects/", "")).id), policy),
      "Projects.TestIamPermissions": ({ resource = "", permissions = [] }, { allows }) => ({
        permissions: permissions.filter((permission) => allows(permission, resource)),
      }),
    }),
  },
};

function shown(record: ProjectRecord): Project {
  const { id, number, name, created, labels } = record;
  return {
    name: `projects/${number}`,
    projectId: id,
    displayName: name,
    state: "ACTIVE",
    createTime: created,
    labels: { ...labels },
    parent: "organizations/100000000001",
    etag: sha(record).slice(0, 16),
  };
}
