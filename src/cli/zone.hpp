#pragma once
// Finds the cloud availability zone of this process.

#include <functional>
#include <string>

namespace vitrine::cli {

/// Returns a function for the availability zone, or "" while it is unknown: `given` unless empty, else the
/// answer of the metadata endpoint of Amazon ECS (ECS Developer Guide, "Task metadata endpoint version 4":
/// the member AvailabilityZone of ${ECS_CONTAINER_METADATA_URI_V4}/task). The function may block for a
/// second; thread-safe.
std::function<std::string()> zone_finder(std::string given);

}  // namespace vitrine::cli
