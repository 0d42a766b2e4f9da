#pragma once
// Finds the availability zone of the cloud that this process runs in.

#include <functional>
#include <string>

namespace vitrine::cli {

/// Gives the availability zone, or "" where it is not known (yet): `given` where that is not empty, else what
/// the metadata endpoint of Amazon ECS says (ECS Developer Guide, "Task metadata endpoint version 4": the
/// member AvailabilityZone of ${ECS_CONTAINER_METADATA_URI_V4}/task). May block for a second; from any
/// thread.
std::function<std::string()> zone_finder(std::string given);

}  // namespace vitrine::cli
