"""The life of a cluster and its errors, as Google's Python client reports them: one JSON object, step -> result.

Arguments: host:port of the gRPC front, the parent (projects/P/locations/L). The access token comes on standard input, since
arguments can be read by every user. The server is told beforehand how its operations take their time and what is to fail.
"""

import json
import sys

import grpc
from google.api_core import exceptions
from google.cloud import container_v1
from google.cloud.container_v1.services.cluster_manager.transports import ClusterManagerGrpcTransport

ADDRESS, PARENT = sys.argv[1:]
METADATA = [("authorization", f"Bearer {sys.stdin.readline().strip()}")]
CLUSTER = f"{PARENT}/clusters/demo"
POOL = f"{CLUSTER}/nodePools/more"

client = container_v1.ClusterManagerClient(
    transport=ClusterManagerGrpcTransport(channel=grpc.insecure_channel(ADDRESS))
)
results = {}


def call(method, metadata=METADATA, **request):
    return getattr(client, method)(request=request, metadata=metadata, timeout=30)


def step(label, method, metadata=METADATA, **request):
    """Keeps what the client answers or raises; gives back the answer."""
    try:
        answer = call(method, metadata, **request)
    except exceptions.GoogleAPICallError as error:
        results[label] = {
            "raises": type(error).__name__,
            "http": int(error.code),
            "grpc": error.grpc_status_code.name,
            "message": error.message,
            "reason": error.reason,
        }
        return None
    results[label] = type(answer).to_dict(answer, use_integers_for_enums=False) if answer is not None else {}
    return answer


def finish(label, operation):
    """Polls an operation to its end and keeps the states on the way."""
    states = [operation.status.name]
    while operation.status.name != "DONE":
        operation = call("get_operation", name=f"{PARENT}/operations/{operation.name}")
        states.append(operation.status.name)
    results[label] = {
        "states": sorted(set(states)),
        "first": states[0],
        "type": operation.operation_type.name,
        "status_message": operation.status_message,
        "error": {"code": operation.error.code, "message": operation.error.message},
    }


cluster = {"name": "demo", "initial_node_count": 1, "resource_labels": {"team": "web"}}

step("missing cluster", "get_cluster", name=CLUSTER)
step("wrong token", "list_clusters", parent=PARENT, metadata=[("authorization", "Bearer wrong")])
step("disabled API", "list_clusters", parent="projects/other-project/locations/europe-west1-b")
step("bad name", "create_cluster", parent=PARENT, cluster={**cluster, "name": "Not_A_Name"})
step("absent field", "create_cluster", parent=PARENT, cluster={**cluster, "enable_kubernetes_alpha": True})
step("over quota", "create_cluster", parent=PARENT, cluster={**cluster, "initial_node_count": 900})

finish("created", step("create", "create_cluster", parent=PARENT, cluster=cluster))
step("cluster", "get_cluster", name=CLUSTER)
step("exists", "create_cluster", parent=PARENT, cluster=cluster)
step("clusters", "list_clusters", parent=PARENT)
step("server config", "get_server_config", name=PARENT)

pool = step("create pool", "create_node_pool", parent=CLUSTER, node_pool={"name": "more", "initial_node_count": 2})
step("busy", "delete_cluster", name=CLUSTER)
finish("pool created", pool)
finish("pool resized", step("resize", "set_node_pool_size", name=POOL, node_count=3))
step("pool", "get_node_pool", name=POOL)
newest = results["server config"]["valid_node_versions"][0]
finish("master upgraded", step("upgrade master", "update_master", name=CLUSTER, master_version=newest))
finish("pool upgraded", step("upgrade pool", "update_node_pool", name=POOL, node_version=newest, image_type="COS_CONTAINERD"))
step("upgraded pool", "get_node_pool", name=POOL)

failing = step("create failing", "create_node_pool", parent=CLUSTER, node_pool={"name": "doomed", "initial_node_count": 1})
finish("failed", failing)
finish("pool deleted", step("delete pool", "delete_node_pool", name=POOL))
step("missing pool", "get_node_pool", name=POOL)
finish("deleted", step("delete", "delete_cluster", name=CLUSTER))
step("deleted cluster", "get_cluster", name=CLUSTER)

json.dump(results, sys.stdout)
