// Compiled as a file of src/http/server/, to be refused: what serves knows nothing of CVs.
#include "http/server/server.hpp"

#include "cv/view/project.hpp"
