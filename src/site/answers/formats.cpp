// All output formats of a CV: one row each.

#include <algorithm>

#include "cv/view/outline.hpp"
#include "render/docx/docx.hpp"
#include "render/html/html.hpp"
#include "render/html/qr.hpp"
#include "render/pdf/pdf.hpp"
#include "render/text/markdown_page.hpp"
#include "render/text/text.hpp"
#include "render/text/vcard.hpp"
#include "site/answers/page.hpp"

namespace vitrine::site {

namespace {

using Written = Result<std::string>;

Written write_html(const cv::View& view, const render::Addresses& addresses, base::TimePoint) {
  return render::html::html_page(view, addresses).html;
}

Written write_pdf(const cv::View& view, const render::Addresses&, base::TimePoint saved_at) {
  return render::pdf_page(view, {.saved_at = saved_at});
}

Written write_json(const cv::View& view, const render::Addresses&, base::TimePoint) {
  return cv::json_resume(view);
}

Written write_text(const cv::View& view, const render::Addresses&, base::TimePoint) {
  return render::text::text_page(cv::outline(view));
}

Written write_markdown(const cv::View& view, const render::Addresses&, base::TimePoint) {
  return render::text::markdown_page(cv::outline(view));
}

Written write_docx(const cv::View& view, const render::Addresses&, base::TimePoint) {
  return render::docx::docx_file(view);
}

Written write_vcard(const cv::View& view, const render::Addresses& addresses, base::TimePoint) {
  return render::text::vcard(cv::outline(view), addresses);
}

Written write_qr(const cv::View& view, const render::Addresses& addresses, base::TimePoint) {
  return render::html::qr_svg(addresses.canonical, cv::outline(view).basics.name.value);
}

}  // namespace

const std::vector<FormatInfo>& formats() {
  static const std::vector<FormatInfo> all{
      {Format::html, "html", "", "text/html; charset=utf-8", "Page", write_html},
      {Format::pdf, "pdf", "pdf", "application/pdf", "PDF", write_pdf, false, true},
      {Format::json, "json", "json", "application/json", "JSON", write_json},
      {Format::text, "txt", "txt", "text/plain; charset=utf-8", "plain_text", write_text},
      {Format::markdown, "md", "md", "text/markdown; charset=utf-8", "Markdown", write_markdown},
      {Format::docx, "docx", "docx",
       "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "DOCX", write_docx},
      {Format::vcard, "vcf", "vcf", "text/vcard; charset=utf-8", "vCard", write_vcard},
      {Format::qr, "qr", "qr.svg", "image/svg+xml", "qr_code", write_qr, true},
  };
  return all;
}

const FormatInfo& format_info(Format format) {
  return *std::ranges::find(formats(), format, &FormatInfo::format);
}

}  // namespace vitrine::site
