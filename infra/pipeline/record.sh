#!/usr/bin/env bash
# Records the commit whose images run, so that Terraform keeps it; only if both services run it. After a deployment that
# was rolled back, the record stays, and this script fails.
#
#   CLUSTER, BACKEND_SERVICE, FRONTEND_SERVICE, DEPLOYED_PARAMETER   names at AWS
#   CODEBUILD_RESOLVED_SOURCE_VERSION                                the commit
set -euo pipefail

commit=$CODEBUILD_RESOLVED_SOURCE_VERSION

image_of() { # SERVICE
  local task
  task=$(aws ecs describe-services --cluster "$CLUSTER" --services "$1" --query 'services[0].taskDefinition' --output text)
  aws ecs describe-task-definition --task-definition "$task" --query 'taskDefinition.containerDefinitions[0].image' \
    --output text
}

for service in "$BACKEND_SERVICE" "$FRONTEND_SERVICE"; do
  image=$(image_of "$service")
  if [ "${image##*:}" != "$commit" ]; then
    echo "$service runs $image, not $commit: the deployment was taken back" >&2
    exit 1
  fi
done
aws ssm put-parameter --name "$DEPLOYED_PARAMETER" --type String --overwrite --value "$commit"
echo "$commit runs"
