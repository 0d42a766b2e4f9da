#pragma once
// Random documents for property tests: valid JSON Resumes with every kind of `@` key, in which each string
// states its own audiences.

#include <cstddef>
#include <random>
#include <string>
#include <vector>

#include "cv/document/document.hpp"

namespace vitrine::cv {

/// Makes documents from a seed; the same seed gives the same document on every machine.
class RandomDocument {
 public:
  explicit RandomDocument(std::uint64_t seed) : random_(seed) {}

  /// A document. Each string that a reader could see consists of words that begin and end with "Q", in
  /// letters of several scripts. Each word is unique, except names of organisations that neighbours share.
  Json make();

  /// One string of the last document and the audiences that may see it; empty: everyone.
  struct Secret {
    std::string text;
    std::vector<std::string> audiences;
  };
  [[nodiscard]] const std::vector<Secret>& secrets() const { return secrets_; }

  static const std::vector<std::string>& audiences();  ///< all but "public"

 private:
  /// The restrictions around the current value: one list for each, and all must admit the reader.
  using Path = std::vector<std::vector<std::string>>;

  bool chance(unsigned percent) { return random_() % 100 < percent; }
  std::vector<std::string> some_audiences();
  std::string text(const Path& path);
  std::string prose(const Path& path);
  std::string value(const std::string& field, const Path& path);
  void dates(Json& entry);
  void make_neighbours_alike(Json& entries, const std::string& field);
  Json texts(const std::string& field, const Path& path);
  void field(Json& object, const std::string& name, Path path, bool is_list = false);
  Json entry(const std::vector<const char*>& fields, const std::vector<const char*>& lists, Path path);
  Json section(const std::vector<const char*>& fields, const std::vector<const char*>& lists,
               const Path& path);

  std::mt19937_64 random_;
  std::vector<Secret> secrets_;
  std::size_t words_ = 0;  ///< number of words so far
};

}  // namespace vitrine::cv
