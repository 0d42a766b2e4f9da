#include <gmock/gmock.h>

#include "archive/zip.hpp"
#include "cv/import/linkedin_tables.hpp"
#include "cv/intake/intake.hpp"

namespace vitrine::cv::importing::linkedin_test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Json document_of(const intake::Intake& taken) {
  EXPECT_TRUE(taken.checked.document) << taken.refusal.text();
  return taken.checked.document ? taken.checked.document->root : Json::object();
}

std::vector<std::string> lost_pointers(const intake::Intake& taken) {
  std::vector<std::string> out;
  for (const auto& lost : taken.lost) out.push_back(lost.pointer);
  return out;
}

constexpr const char* kProfile =
    "First Name,Last Name,Maiden Name,Address,Birth Date,Headline,Summary,Industry,Zip Code,Geo "
    "Location,Twitter "
    "Handles,Websites,Instant Messengers\r\n"
    "Mia,Brandt,,,\"Apr 3\",Baker,\"Bakes *bread*.\n\nAnd cake.\",Food,8001,\"Zürich, "
    "Switzerland\",[miab],\"[COMPANY:https://mia.example,OTHER:https://github.com/mia]\",\r\n";

TEST(ImportLinkedIn, ReadsTheWholeArchive) {
  const auto archive =
      archive::zip(
          {{"Basic_Export/Profile.csv", kProfile},
           {"Basic_Export/Positions.csv",
            "Company Name,Title,Description,Location,Started On,Finished On\n"
            "Brot AG,Lead,\"Leads.\n• One\n• Two\",Zürich,Jan 2020,\nAlt AG,Baker,,,Mar 2012,Dez 2019\n"},
           {"Education.csv",
            "School Name,Start Date,End Date,Notes,Degree "
            "Name,Activities\nSchool,2008,2011,,Diploma,Choir\n"},
           {"Skills.csv", "Name\nBread\nCake\n"},
           {"Languages.csv", "Name,Proficiency\nGerman,Native or bilingual proficiency\n"},
           {"Certifications.csv",
            "Name,Url,Authority,Started On,Finished On,License Number\nHygiene,https://c.example,State,Mar "
            "2019,Mar 2022,77\n"},
           {"Projects.csv", "Title,Description,Url,Started On,Finished On\nOven,Built it,,2015,2016\n"},
           {"Publications.csv",
            "Name,Published On,Description,Publisher,Url\nBook,\"Feb 1, 2018\",On bread,Press,\n"},
           {"Honors.csv", "Title,Description,Issued On\nPrize,Best bread,May 2017\n"},
           {"Volunteering.csv",
            "Company Name,Role,Cause,Started On,Finished On,Description\nShelter,Cook,Poverty,2014,,Cooks\n"},
           {"Organizations.csv", "Name,Description,Position,Started On,Finished On\nGuild,,Member,2016,\n"},
           {"Courses.csv", "Name,Number\nChemistry,C1\n"},
           {"Test Scores.csv", "Name,Description,Score,Date On\nTOEFL,,110,2010\n"},
           {"Recommendations_Received.csv",
            "First Name,Last Name,Company,Job Title,Text,Creation Date,Status\n"
            "Pat,Lee,Acme,Boss,Great.,\"07/21/09, 12:11 "
            "PM\",VISIBLE\nSam,Ho,Acme,Boss,Bad.,\"01/01/09\",HIDDEN\n"},
           {"Recommendations_Given.csv",
            "First Name,Last Name,Company,Job Title,Text,Creation "
            "Date,Status\nPat,Lee,Acme,Boss,Thanks.,,VISIBLE\n"},
           {"Email Addresses.csv",
            "Email Address,Confirmed,Primary,Updated "
            "On\nold@mail.example,Yes,No,\nmia@mail.example,Yes,Yes,\n"},
           {"PhoneNumbers.csv", "Extension,Number,Type\n,+41 1,Mobile\n"},
           {"Connections.csv",
            "Notes:\n\"When exporting, some addresses are missing.\"\n\nFirst Name,Last Name,URL,Email "
            "Address,Company,Position,Connected On\nSecret,Person,,,,,\n"},
           {"__MACOSX/._Profile.csv", std::string("\0\5", 2)},
           {"picture.jpg", "no table"}})
          .value();
  const auto taken = intake::take_in(archive, "", false);
  auto cv = document_of(taken);
  EXPECT_EQ(
      cv["basics"].dump(),
      R"({"name":"Mia Brandt","label":"Baker","summary":"Bakes \\*bread\\*.\n\nAnd cake.","location":{"postalCode":"8001","countryCode":"CH","city":"Zürich"},"url":"https://mia.example","profiles":[{"network":"GitHub","url":"https://github.com/mia"},{"network":"X","username":"miab","url":"https://x.com/miab"}],"email":"mia@mail.example","phone":"+41 1"})");
  EXPECT_EQ(
      cv["work"].dump(),
      R"([{"name":"Brot AG","position":"Lead","location":"Zürich","startDate":"2020-01","summary":"Leads.","highlights":["One","Two"]},{"name":"Alt AG","position":"Baker","startDate":"2012-03","endDate":"2019-12"}])");
  EXPECT_EQ(
      cv["education"].dump(),
      R"json([{"institution":"School","studyType":"Diploma","startDate":"2008","endDate":"2011","courses":["Chemistry (C1)"]}])json");
  EXPECT_EQ(cv["skills"].dump(), R"([{"name":"Bread"},{"name":"Cake"}])");
  EXPECT_EQ(cv["certificates"].dump(),
            R"([{"name":"Hygiene","issuer":"State","url":"https://c.example","date":"2019-03"}])");
  EXPECT_EQ(cv["publications"][0]["releaseDate"], "2018-02-01");
  EXPECT_EQ(cv["volunteer"].size(), 2U);
  EXPECT_EQ(
      cv["awards"].dump(),
      R"([{"title":"Prize","date":"2017-05","summary":"Best bread"},{"title":"TOEFL: 110","date":"2010"}])");
  EXPECT_EQ(cv["references"].dump(), R"([{"name":"Pat Lee, Boss, Acme","reference":"Great."}])");
  EXPECT_THAT(cv.dump(), Not(HasSubstr("Secret")));
  EXPECT_THAT(
      lost_pointers(taken),
      ElementsAre("/Profile/0/Birth Date", "/Profile/0/Industry", "/Education/0/Activities",
                  "/Certifications/0/Finished On", "/Certifications/0/License Number",
                  "/Volunteering/0/Cause", "/Recommendations/0/Creation Date", "/Recommendations/1",
                  "/Email Addresses/0/Email Address", "/Recommendations_Given.csv", "/Connections.csv"));
}

TEST(ImportLinkedIn, KnowsATableByItsColumnsAlone) {
  for (const auto* table :
       {"Finished On,Started On,Title,Company Name\n,Jan 2020,Dev,Acme\n",
        "Company Name;Title;Started On\nAcme;Dev;01/2020\n",
        "company name\ttitle\tstarted on\nAcme\tDev\t2020-01\n",
        "Notes:\n\"Some words, and more\"\n\nCompany Name,Title,Started On\r\nAcme,Dev,Jan 2020\r\n",
        "\xEF\xBB\xBF\"Company Name\",\"Title\",\"Started On\"\n\"Acme\",\"Dev\",\"Jan 2020\""}) {
    EXPECT_TRUE(is_linkedin_table(table)) << table;
    EXPECT_EQ(document_of(intake::take_in(table, "", false))["work"].dump(),
              R"([{"name":"Acme","position":"Dev","startDate":"2020-01"}])")
        << table;
  }
  const std::string utf16("\xFF\xFEN\0a\0m\0e\0\n\0C\0\xE4\0\n\0", 18);
  EXPECT_EQ(document_of(intake::take_in(utf16, "", false))["skills"].dump(), R"([{"name":"Cä"}])");
  for (const auto* other : {"", "a,b\n1,2\n", "Name,Age\nA,3\n", "basics:\n  name: A\n",
                            "First Name,Last Name,Connected On,Headline\n"}) {
    EXPECT_FALSE(is_linkedin_table(other)) << other;
  }
}

TEST(ImportLinkedIn, ReadsItsDates) {
  const auto date_of = [](const std::string& text) {
    auto cv = document_of(intake::take_in("Title,Description,Issued On\nT,D,\"" + text + "\"\n", "", false));
    return cv["awards"][0].value("date", "none");
  };
  EXPECT_EQ(date_of("Jan 2020"), "2020-01");
  EXPECT_EQ(date_of("01/02/2020"), "2020-01-02");
  EXPECT_EQ(date_of("31/12/2020"), "2020-12-31");
  EXPECT_EQ(date_of("7/4/09, 12:11 PM"), "2009-07-04");
  EXPECT_EQ(date_of("2020/12/31"), "2020-12-31");
  EXPECT_EQ(date_of("März 2019"), "2019-03");
  EXPECT_EQ(date_of("enero de 2019"), "2019-01");
  EXPECT_EQ(date_of("févr. 2019"), "2019-02");
  EXPECT_EQ(date_of("13/13/2020"), "none");
  EXPECT_EQ(date_of("soon"), "none");
}

TEST(ImportLinkedIn, SaysWhatIsWrongWithAnArchive) {
  EXPECT_THAT(intake::take_in("PK\x03\x04", "", false).refusal.text(), HasSubstr("damaged"));
  EXPECT_THAT(
      intake::take_in(archive::zip({{"a.txt", "x"}, {"b.csv", "a,b\n"}}).value(), "", false).refusal.text(),
      HasSubstr("Profile.csv"));
  EXPECT_THAT(intake::take_in("First Name,Last Name,Connected On\nA,B,C\n", "", false).refusal.text(),
              HasSubstr("Positions.csv"));
  EXPECT_THAT(intake::take_in("a;b\n1;2\n", "", false).refusal.text(),
              HasSubstr("none of those that LinkedIn exports"));
  const auto twice = archive::zip({{"a/Profile.csv", kProfile}, {"b/Profile.csv", kProfile}}).value();
  EXPECT_THAT(intake::take_in(twice, "", false).refusal.text(), HasSubstr("one person at a time"));
  const auto large = archive::zip({{"Skills.csv", "Name\n" + std::string(2'000'000, 'x') + "\n"}}).value();
  EXPECT_THAT(intake::take_in(large, "", false).refusal.text(), HasSubstr("too large"));
}

TEST(ImportLinkedIn, LeavesCoursesToNoEducationOfSeveral) {
  const auto archive = archive::zip({{"Education.csv", "School Name,Degree Name\nA,x\nB,y\n"},
                                     {"Courses.csv", "Name,Number\nPhysics,\n"}})
                           .value();
  auto cv = document_of(intake::take_in(archive, "", false));
  EXPECT_EQ(cv["skills"].dump(), R"([{"name":"Courses","keywords":["Physics"]}])");
}

}  // namespace
}  // namespace vitrine::cv::importing::linkedin_test
