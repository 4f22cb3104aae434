import { cis, fail, failIf, gpa, link, pass } from "../rule";
import { hardening, type ClusterRule } from "../cluster";

export const authorizedNetworks: ClusterRule = {
  id: "cluster-authorized-networks",
  title: "The control plane's address is closed to the internet",
  severity: "high",
  sources: [cis("5.6.3"), gpa("control_plane_access")],
  field: "masterAuthorizedNetworksConfig.cidrBlocks",
  fix: "List the networks that may reach it, or use the DNS endpoint and turn IP endpoints off (controlPlaneEndpointsConfig.ipEndpointsConfig.enabled: false).",
  examples: {
    pass: { masterAuthorizedNetworksConfig: { cidrBlocks: [{ cidrBlock: "203.0.113.0/24" }] } },
    fail: { masterAuthorizedNetworksConfig: { cidrBlocks: [{ cidrBlock: "0.0.0.0/0" }] } },
  },
  check: (cluster) => {
    if (cluster.controlPlaneEndpointsConfig?.ipEndpointsConfig?.enabled === false) return pass;
    const blocks = cluster.masterAuthorizedNetworksConfig?.cidrBlocks;
    if (cluster.masterAuthorizedNetworksConfig === undefined) return fail("any address may try to log in");
    return failIf(
      (blocks ?? []).some(({ cidrBlock }) => /\/0$/.test(cidrBlock)),
      "a block of size /0 lets every address in",
    );
  },
};

export const privateEndpoint: ClusterRule = {
  id: "cluster-private-endpoint",
  title: "The control plane has no public address",
  severity: "medium",
  sources: [cis("5.6.4"), gpa("control_plane_endpoint")],
  field: "privateClusterConfig.enablePrivateEndpoint",
  fix: "Set enablePrivateEndpoint, or controlPlaneEndpointsConfig.ipEndpointsConfig.enabled to false and use the DNS endpoint.",
  examples: { pass: { controlPlaneEndpointsConfig: { ipEndpointsConfig: { enabled: false } } }, fail: {} },
  check: (cluster) =>
    failIf(
      cluster.privateClusterConfig?.enablePrivateEndpoint !== true &&
        cluster.controlPlaneEndpointsConfig?.ipEndpointsConfig?.enabled !== false,
      "the API server answers on a public address",
    ),
};

export const googlePublicCidrs: ClusterRule = {
  id: "cluster-google-public-cidrs",
  title: "Google Cloud's public addresses are not let in",
  severity: "medium",
  sources: [link(hardening)],
  field: "masterAuthorizedNetworksConfig.gcpPublicCidrsAccessEnabled",
  fix: "Set gcpPublicCidrsAccessEnabled to false.",
  examples: {
    pass: { masterAuthorizedNetworksConfig: { cidrBlocks: [], gcpPublicCidrsAccessEnabled: false } },
    fail: { masterAuthorizedNetworksConfig: { cidrBlocks: [], gcpPublicCidrsAccessEnabled: true } },
  },
  check: ({ masterAuthorizedNetworksConfig }) =>
    failIf(
      masterAuthorizedNetworksConfig?.gcpPublicCidrsAccessEnabled === true,
      "every virtual machine of every Google customer may try to log in",
    ),
};

export const noClientCertificate: ClusterRule = {
  id: "cluster-no-client-certificate",
  title: "No client certificate is issued",
  severity: "critical",
  sources: [cis("5.8.1"), gpa("control_plane_disable_cert_authentication")],
  field: "masterAuth.clientCertificateConfig.issueClientCertificate",
  fix: "Leave masterAuth out: a certificate cannot be revoked.",
  examples: { pass: {}, fail: { masterAuth: { clientCertificateConfig: { issueClientCertificate: true } } } },
  check: ({ masterAuth }) =>
    failIf(
      masterAuth?.clientCertificateConfig?.issueClientCertificate === true,
      "a certificate for an administrator is made that cannot be revoked",
    ),
};

export const rbacGroups: ClusterRule = {
  id: "cluster-rbac-groups",
  title: "RBAC is given to Google Groups",
  severity: "low",
  sources: [cis("5.8.2"), gpa("node_rbac_security_group")],
  field: "authenticatorGroupsConfig.securityGroup",
  fix: "Set authenticatorGroupsConfig.securityGroup to gke-security-groups@<your domain>.",
  examples: { pass: { authenticatorGroupsConfig: { securityGroup: "gke-security-groups@example.com" } }, fail: {} },
  check: ({ authenticatorGroupsConfig }) =>
    failIf(!authenticatorGroupsConfig?.securityGroup, "access is bound to persons, who leave and stay in bindings"),
};

export const noLegacyAuthorization: ClusterRule = {
  id: "cluster-no-legacy-authorization",
  title: "Legacy authorization is off",
  severity: "critical",
  sources: [cis("5.8.3"), gpa("control_plane_disable_legacy_authorization")],
  field: "enableLegacyAbac",
  fix: "Remove enableLegacyAbac.",
  examples: { pass: {}, fail: { enableLegacyAbac: true } },
  check: ({ enableLegacyAbac }) =>
    failIf(enableLegacyAbac === true, "attribute-based access gives every service account wide powers beside RBAC"),
};

export const anonymousAccess: ClusterRule = {
  id: "cluster-anonymous-access",
  title: "Anonymous requests reach health checks only",
  severity: "medium",
  sources: [cis("4.1.8"), link(hardening)],
  field: "anonymousAuthenticationConfig.mode",
  fix: "Set anonymousAuthenticationConfig.mode to LIMITED.",
  examples: {
    pass: { anonymousAuthenticationConfig: { mode: "LIMITED" } },
    fail: { anonymousAuthenticationConfig: { mode: "ENABLED" } },
  },
  check: ({ anonymousAuthenticationConfig }) =>
    failIf(
      anonymousAuthenticationConfig?.mode === "ENABLED",
      "one wrong binding to system:anonymous opens the cluster to everybody",
    ),
};

export const noInsecureBindings: ClusterRule = {
  id: "cluster-no-insecure-bindings",
  title: "The cluster refuses roles for strangers",
  severity: "low",
  sources: [cis("4.1.9"), cis("4.1.10"), link(hardening)],
  field:
    "rbacBindingConfig.enableInsecureBindingSystemAuthenticated, rbacBindingConfig.enableInsecureBindingSystemUnauthenticated",
  fix: "Set both to false: GKE then refuses bindings to system:anonymous, system:unauthenticated and system:authenticated.",
  examples: {
    pass: {
      rbacBindingConfig: {
        enableInsecureBindingSystemAuthenticated: false,
        enableInsecureBindingSystemUnauthenticated: false,
      },
    },
    fail: {},
  },
  check: ({ rbacBindingConfig }) =>
    failIf(
      rbacBindingConfig?.enableInsecureBindingSystemUnauthenticated !== false ||
        rbacBindingConfig.enableInsecureBindingSystemAuthenticated !== false,
      "one wrong binding gives a role to everybody who has a Google account",
    ),
};
