"""Reads an object and lists clusters as whoever the machine says one is: Google's own defaults, no address and no token given.

Arguments: project, bucket, object, and perhaps an account to act as. One JSON object on standard output.
"""

import json
import sys

import google.auth
from google.api_core.exceptions import GoogleAPICallError
from google.auth import impersonated_credentials
from google.auth.transport.requests import Request
from google.cloud import container_v1, storage

CLOUD = "https://www.googleapis.com/auth/cloud-platform"


def attempt(work):
    try:
        return work()
    except GoogleAPICallError as error:
        return {"raises": type(error).__name__, "message": error.message}


def main():
    project, bucket, name, *target = sys.argv[1:]
    credentials, _ = google.auth.default(scopes=[CLOUD])
    if target:
        credentials = impersonated_credentials.Credentials(
            source_credentials=credentials, target_principal=target[0], target_scopes=[CLOUD]
        )
    credentials.refresh(Request())
    objects = storage.Client(project=project, credentials=credentials)
    clusters = container_v1.ClusterManagerClient(credentials=credentials)
    parent = f"projects/{project}/locations/-"
    json.dump(
        {
            "credentials": type(credentials).__name__,
            "object": attempt(lambda: objects.bucket(bucket).blob(name).download_as_bytes().decode()),
            "names": attempt(lambda: [blob.name for blob in objects.list_blobs(bucket)]),
            "written": attempt(lambda: objects.bucket(bucket).blob("new").upload_from_string("x")),
            "clusters": attempt(lambda: len(clusters.list_clusters(parent=parent).clusters)),
        },
        sys.stdout,
    )


main()
