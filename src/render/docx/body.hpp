#pragma once
// Paragraphs and runs of WordprocessingML (ECMA-376 part 1, section 17).

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "cv/view/outline.hpp"

namespace vitrine::render::docx {

/// The style of a run of text.
struct DocxRun {
  bool is_bold = false;
  bool is_italic = false;
  bool is_code = false;
  std::string url;       ///< target of a link; empty: no link
  std::string language;  ///< BCP 47 tag if it differs from the document's
};

/// A list with its own numbers.
struct DocxNumbering {
  unsigned start = 1;     ///< its first number
  std::size_t level = 0;  ///< nesting level
};

/// Collects the paragraphs of a document. A paragraph without text is not written.
class DocxBody {
 public:
  explicit DocxBody(std::string_view language);

  /// Begins a paragraph of that style and ends the one before. `number` 0: in no list.
  void paragraph(std::string_view style, int number = 0, std::size_t level = 0);
  /// Gives the open paragraph the direction of its letters (runs_right_to_left()).
  void run_by_letters() { runs_by_letters_ = true; }
  void text(std::string_view text, const DocxRun& run = {});
  void text(const cv::Text& text, DocxRun run = {});
  void line_break();
  /// Rich text: paragraphs of `style`, lists as lists.
  void markdown(const cv::Text& text, std::string_view style);
  /// Rich text of one list item.
  void item(const cv::Text& text);

  /// Returns the number by which paragraphs refer to that list.
  int new_numbered_list(const DocxNumbering& list);

  /// The paragraphs so far. Ends the open one.
  std::string take();

  [[nodiscard]] bool is_right_to_left() const { return is_right_to_left_; }
  /// Addresses of the links, in the order of their relationships rId100, rId101 …
  [[nodiscard]] const std::vector<std::string>& links() const { return links_; }
  /// The numbered lists; their numbers start at kFirstNumbered.
  [[nodiscard]] const std::vector<DocxNumbering>& numberings() const { return numberings_; }

  static constexpr std::size_t kDeepest = 8;  ///< level of a list (ECMA-376 part 1, 17.9.6)
  static constexpr int kBullets = 1;
  static constexpr int kFirstNumbered = 2;
  static constexpr std::size_t kFirstLink = 100;

 private:
  void close();
  std::string link_id(const std::string& url);

  std::string language_;
  bool is_right_to_left_;
  std::string out_;
  std::string properties_;  ///< of the open paragraph
  std::string runs_;        ///< of the open paragraph
  std::string letters_;     ///< letters of the open paragraph, if they decide its direction
  bool runs_by_letters_ = false;
  std::vector<std::string> links_;
  std::map<std::string, std::size_t, std::less<>> link_ids_;
  std::vector<DocxNumbering> numberings_;
};

}  // namespace vitrine::render::docx
