// Compiled as a file of src/http/server/, which must fail: the server must not know CVs.
#include "http/server/server.hpp"

#include "cv/view/project.hpp"
