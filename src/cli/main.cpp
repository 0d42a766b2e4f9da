#include <cstdio>

#include <string>

#include "base/version.hpp"

int main() {
  std::printf("vitrine %s\n", std::string(vitrine::version()).c_str());
  return 0;
}
