#pragma once
// What stores keep of CVs for their lists.

#include "cv/view/summary.hpp"
#include "store/common/store.hpp"

namespace vitrine::site {

/// Any store whose documents are listed is opened with this.
inline store::Summarizer cv_summarizer() {
  return {.form = cv::kSummaryForm, .summarize = cv::summarize};
}

}  // namespace vitrine::site
