#include <gmock/gmock.h>

#include "cv/intake/intake.hpp"

namespace vitrine::cv::importing::europass_test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

intake::Intake passport(const std::string& learner_info, const std::string& locale = "en") {
  return intake::take_in(R"(<?xml version="1.0" encoding="UTF-8"?><e:SkillsPassport )"
                         R"(xmlns:e="http://europass.cedefop.europa.eu/Europass" locale=")" +
                             locale + R"("><e:LearnerInfo>)" + learner_info +
                             "</e:LearnerInfo></e:SkillsPassport>",
                         "", false);
}

Json document_of(const intake::Intake& taken) {
  EXPECT_TRUE(taken.checked.document) << taken.refusal.text();
  return taken.checked.document ? taken.checked.document->root : Json::object();
}

std::vector<std::string> lost_pointers(const intake::Intake& taken) {
  std::vector<std::string> out;
  for (const auto& lost : taken.lost) out.push_back(lost.pointer);
  return out;
}

TEST(ImportEuropass, ReadsThePersonWhereverThePrefixIs) {
  const auto taken = passport(R"(<e:Identification>
    <e:PersonName><e:FirstName>Ada</e:FirstName><e:Surname>Probst</e:Surname></e:PersonName><e:ContactInfo>
      <e:Address><e:Contact><e:AddressLine>Odos 1</e:AddressLine><e:PostalCode>10552</e:PostalCode>
        <e:Municipality>Athina</e:Municipality><e:Country><e:Code>EL</e:Code><e:Label>Hellas</e:Label></e:Country></e:Contact></e:Address>
      <e:Email><e:Contact>ada@mail.example</e:Contact></e:Email>
      <e:TelephoneList><e:Telephone><e:Contact>+30 1</e:Contact></e:Telephone><e:Telephone><e:Contact>+30 2</e:Contact></e:Telephone></e:TelephoneList>
      <e:WebsiteList><e:Website><e:Contact>https://github.com/ada</e:Contact></e:Website><e:Website><e:Contact>ada.example</e:Contact></e:Website></e:WebsiteList>
    </e:ContactInfo>
    <e:Demographics><e:Birthdate year="1980" month="--02" day="---03"/></e:Demographics>
    <e:Photo><e:MimeType>image/png</e:MimeType><e:Data>aGFs
bG8=</e:Data></e:Photo></e:Identification>
    <e:Headline><e:Type><e:Code>personal_statement</e:Code></e:Type><e:Description><e:Label>&lt;p&gt;I &lt;b&gt;do&lt;/b&gt;.&lt;/p&gt;</e:Label></e:Description></e:Headline>)");
  auto basics = document_of(taken)["basics"];
  EXPECT_EQ(basics["name"], "Ada Probst");
  EXPECT_EQ(basics["location"]["countryCode"], "GR");
  EXPECT_EQ(basics["phone"], "+30 1");
  EXPECT_EQ(basics["profiles"].dump(), R"([{"network":"GitHub","url":"https://github.com/ada"}])");
  EXPECT_EQ(basics["image"], "data:image/png;base64,aGFsbG8=");
  EXPECT_EQ(basics["summary"], "I **do**.");
  EXPECT_THAT(lost_pointers(taken),
              ElementsAre("/SkillsPassport/LearnerInfo/Identification/ContactInfo/TelephoneList/Telephone/1",
                          "/SkillsPassport/LearnerInfo/Identification/Demographics"));
}

TEST(ImportEuropass, ReadsWorkAndEducation) {
  auto cv = document_of(passport(R"(<WorkExperienceList><WorkExperience>
      <Period><From year="2015" month="--08" day="---01"/><To year="2016"/></Period>
      <Position><Code>1</Code><Label>Lead
        Engineer</Label></Position>
      <Activities>&lt;p&gt;Leads.&lt;/p&gt;&lt;ul&gt;&lt;li&gt;One&lt;/li&gt;&lt;li&gt;Two &amp;amp; three&lt;/li&gt;&lt;/ul&gt;</Activities>
      <Employer><Name>Werk</Name><ContactInfo><Address><Contact><Municipality>Oslo</Municipality></Contact></Address></ContactInfo></Employer>
    </WorkExperience><WorkExperience><Period><From year="2010" month="--03"/><Current>true</Current></Period><Employer><Name>B</Name></Employer></WorkExperience></WorkExperienceList>
    <EducationList><Education><Period><From year="2000"/></Period><Title>Diploma</Title><Organisation><Name>TU</Name></Organisation><Field><Code>5</Code><Label>Physics</Label></Field></Education></EducationList>)"));
  EXPECT_EQ(
      cv["work"].dump(),
      R"([{"name":"Werk","position":"Lead Engineer","location":"Oslo","startDate":"2015-08-01","endDate":"2016","summary":"Leads.","highlights":["One","Two & three"]},{"name":"B","startDate":"2010-03"}])");
  EXPECT_EQ(cv["education"].dump(),
            R"([{"institution":"TU","area":"Physics","studyType":"Diploma","startDate":"2000"}])");
}

TEST(ImportEuropass, ReadsSkillsInTheLanguageOfTheDocument) {
  const std::string skills = R"(<Skills><Linguistic>
      <MotherTongueList><MotherTongue><Description><Code>de</Code><Label>Deutsch</Label></Description></MotherTongue></MotherTongueList>
      <ForeignLanguageList><ForeignLanguage><Description><Code>en</Code></Description><ProficiencyLevel><Listening>C1</Listening><Writing>C1</Writing></ProficiencyLevel></ForeignLanguage>
      <ForeignLanguage><Description><Code>fr</Code><Label>Französisch</Label></Description><ProficiencyLevel><Listening>B2</Listening><Reading>C1</Reading></ProficiencyLevel></ForeignLanguage></ForeignLanguageList></Linguistic>
    <Computer><Description>&lt;ul&gt;&lt;li&gt;CAD&lt;/li&gt;&lt;/ul&gt;</Description></Computer>
    <Driving><Description><Licence>B</Licence><Licence>C</Licence></Description></Driving></Skills>)";
  auto german = document_of(passport(skills, "de"));
  EXPECT_EQ(
      german["languages"].dump(),
      R"([{"language":"Deutsch","fluency":"Muttersprache"},{"language":"Englisch","fluency":"C1"},{"language":"Französisch","fluency":"Hören B2, Lesen C1"}])");
  EXPECT_EQ(
      german["skills"].dump(),
      R"([{"name":"Digitale Fähigkeiten","keywords":["CAD"]},{"name":"Führerschein","keywords":["B","C"]}])");
  EXPECT_EQ(document_of(passport(skills))["skills"][1]["name"], "Driving licence");
}

TEST(ImportEuropass, PutsAchievementsWhereTheyBelong) {
  const auto achievement = [](const std::string& code, const std::string& html) {
    return "<Achievement><Title><Code>" + code + "</Code><Label>Words of " + code +
           "</Label></Title><Description>" + html + "</Description></Achievement>";
  };
  auto cv = document_of(
      passport("<AchievementList>" +
               achievement("publications",
                           "&lt;ul&gt;&lt;li&gt;Book&lt;/li&gt;&lt;li&gt;Paper&lt;/li&gt;&lt;/ul&gt;") +
               achievement("honors_awards", "&lt;p&gt;Prize&lt;/p&gt;") +
               achievement("certifications", "One; Two") + achievement("references", "Ask Kim") +
               achievement("conferences", "&lt;p&gt;Conf&lt;/p&gt;") + "</AchievementList>"));
  EXPECT_EQ(cv["publications"].dump(), R"([{"name":"Book"},{"name":"Paper"}])");
  EXPECT_EQ(cv["awards"].dump(), R"([{"title":"Prize"}])");
  EXPECT_EQ(cv["certificates"].dump(), R"([{"name":"One"},{"name":"Two"}])");
  EXPECT_EQ(cv["references"].dump(), R"([{"reference":"Ask Kim"}])");
  EXPECT_EQ(cv["projects"].dump(), R"([{"name":"Words of conferences","description":"Conf"}])");
}

TEST(ImportEuropass, ReadsTheSameInJson) {
  const auto taken = intake::take_in(
      R"({"SkillsPassport":{"Locale":"en","DocumentInfo":{"DocumentType":"ECV"},"LearnerInfo":{
    "Identification":{"PersonName":{"FirstName":"Euro","Surname":"Pass"},"ContactInfo":{
      "Email":{"Contact":"e@mail.example"},"Telephone":[{"Contact":"1","Use":{"Code":"mobile"}}],"Website":[{"Contact":"https://e.example"}]}},
    "WorkExperience":[{"Period":{"From":{"Year":2002,"Month":8},"Current":true},"Position":{"Label":"Dev"},"Employer":{"Name":"Acme"}}],
    "Skills":{"Linguistic":{"MotherTongue":[{"Description":{"Label":"Greek"}}]},"Driving":{"Description":["B"]}},
    "Achievement":[{"Title":{"Code":"projects","Label":"Projects"},"Description":"<p>Built</p>"}]}}})",
      "", false);
  auto cv = document_of(taken);
  EXPECT_EQ(cv["basics"].dump(),
            R"({"name":"Euro Pass","email":"e@mail.example","phone":"1","url":"https://e.example"})");
  EXPECT_EQ(cv["work"].dump(), R"([{"name":"Acme","position":"Dev","startDate":"2002-08"}])");
  EXPECT_EQ(cv["languages"][0]["language"], "Greek");
  EXPECT_EQ(cv["skills"].dump(), R"([{"name":"Driving licence","keywords":["B"]}])");
  EXPECT_EQ(cv["projects"][0]["description"], "Built");
  EXPECT_THAT(taken.lost, IsEmpty());
}

TEST(ImportEuropass, ReadsTheXmlOfThePortal) {
  const auto taken = intake::take_in(
      R"(<Candidate xmlns="http://www.europass.eu/1.0" xmlns:oa="o" xmlns:hr="h" xmlns:eures="e">
    <hr:DocumentID schemeID="T"/><CandidatePerson><PersonName><oa:GivenName>Bo</oa:GivenName><hr:FamilyName>Lind</hr:FamilyName></PersonName>
      <Communication><ChannelCode>Email</ChannelCode><oa:URI>bo@mail.example</oa:URI></Communication>
      <Communication><ChannelCode>Telephone</ChannelCode><CountryDialing>46</CountryDialing><oa:DialNumber>70</oa:DialNumber></Communication>
      <Communication><UseCode>home</UseCode><Address type="home"><oa:AddressLine>Gata 1</oa:AddressLine><oa:CityName>Lund</oa:CityName><CountryCode>se</CountryCode></Address></Communication>
      <PrimaryLanguageCode name="NORMAL">swe</PrimaryLanguageCode></CandidatePerson>
    <CandidateProfile languageCode="en"><hr:ExecutiveSummary>&lt;p&gt;Builds.&lt;/p&gt;</hr:ExecutiveSummary>
      <EmploymentHistory><EmployerHistory><hr:OrganizationName>Bro</hr:OrganizationName>
        <PositionHistory><PositionTitle typeCode="FREETEXT">Lead</PositionTitle><eures:EmploymentPeriod><eures:StartDate><hr:FormattedDateTime>2019-05-01</hr:FormattedDateTime></eures:StartDate><hr:CurrentIndicator>true</hr:CurrentIndicator></eures:EmploymentPeriod><oa:Description>&lt;ul&gt;&lt;li&gt;One&lt;/li&gt;&lt;/ul&gt;</oa:Description></PositionHistory>
        <PositionHistory><PositionTitle>Junior</PositionTitle></PositionHistory></EmployerHistory></EmploymentHistory>
      <EducationHistory><EducationOrganizationAttendance><hr:OrganizationName>LTH</hr:OrganizationName><AttendancePeriod><EndDate><hr:FormattedDateTime>2014</hr:FormattedDateTime></EndDate><Ongoing>false</Ongoing></AttendancePeriod><EducationDegree><hr:DegreeName>MSc</hr:DegreeName></EducationDegree></EducationOrganizationAttendance></EducationHistory>
      <PersonQualifications><PersonCompetency><CompetencyID>ger</CompetencyID><hr:TaxonomyID>language</hr:TaxonomyID><eures:CompetencyDimension><hr:CompetencyDimensionTypeCode>CEF-Writing-Production</hr:CompetencyDimensionTypeCode><eures:Score><hr:ScoreText>B1</hr:ScoreText></eures:Score></eures:CompetencyDimension></PersonCompetency></PersonQualifications>
      <Projects><Project><Title>Span</Title><Date><StartDate>2020</StartDate><Ongoing>true</Ongoing></Date><Link>https://span.example</Link></Project></Projects>
      <Skills><SkillsGroup><Title>Tools</Title><PersonCompetency><CompetencyName>CAD</CompetencyName></PersonCompetency></SkillsGroup></Skills>
      <VoluntaryWorks/></CandidateProfile><RenderingInformation><Design/></RenderingInformation></Candidate>)",
      "", false);
  auto cv = document_of(taken);
  EXPECT_EQ(
      cv["basics"].dump(),
      R"({"name":"Bo Lind","email":"bo@mail.example","phone":"+46 70","location":{"address":"Gata 1","city":"Lund","countryCode":"SE"},"summary":"Builds."})");
  EXPECT_EQ(
      cv["work"].dump(),
      R"([{"name":"Bro","position":"Lead","startDate":"2019-05-01","highlights":["One"]},{"name":"Bro","position":"Junior"}])");
  EXPECT_EQ(cv["education"].dump(), R"([{"institution":"LTH","studyType":"MSc","endDate":"2014"}])");
  EXPECT_EQ(cv["languages"].dump(),
            R"([{"language":"Swedish","fluency":"Native speaker"},{"language":"German","fluency":"B1"}])");
  EXPECT_EQ(cv["projects"].dump(), R"([{"name":"Span","startDate":"2020","url":"https://span.example"}])");
  EXPECT_EQ(cv["skills"].dump(), R"([{"name":"Tools","keywords":["CAD"]}])");
  EXPECT_THAT(lost_pointers(taken), IsEmpty());
}

TEST(ImportEuropass, RefusesOtherXml) {
  EXPECT_THAT(intake::take_in("<html><body>CV</body></html>", "", false).refusal.text(),
              HasSubstr("a web page"));
  EXPECT_THAT(intake::take_in("<!DOCTYPE HTML>\n<p>CV", "", false).refusal.text(), HasSubstr("a web page"));
  EXPECT_THAT(intake::take_in("<resume><name>A</name></resume>", "", false).refusal.text(),
              HasSubstr("not of Europass"));
  EXPECT_THAT(intake::take_in("<SkillsPassport>", "", false).refusal.text(), HasSubstr("line 1"));
  EXPECT_THAT(intake::take_in("<!DOCTYPE a [<!ENTITY x 'y'>]><SkillsPassport>&x;</SkillsPassport>", "", false)
                  .refusal.text(),
              HasSubstr("entities"));
  EXPECT_THAT(intake::take_in("<SkillsPassport/>", "europass", false).refusal.text(),
              HasSubstr("not of Europass"));
}

TEST(ImportEuropass, TakesPicturesThatAreTooLargeForADocument) {
  const auto taken = passport(
      "<Identification><PersonName><FirstName>A</FirstName></PersonName><Photo><MimeType>image/jpeg"
      "</MimeType><Data>" +
      std::string(500'000, 'A') + "</Data></Photo></Identification>");
  EXPECT_EQ(document_of(taken)["basics"].dump(), R"({"name":"A"})");
  EXPECT_THAT(lost_pointers(taken), ElementsAre("/SkillsPassport/LearnerInfo/Identification/Photo"));
  const auto json =
      intake::take_in(R"({"SkillsPassport":{"LearnerInfo":{"Identification":{"PersonName":{"FirstName":"A"},)"
                      R"("Photo":{"MimeType":"image/png","Data":")" +
                          std::string(500'000, 'A') + R"("}}}}})",
                      "", false);
  EXPECT_EQ(document_of(json)["basics"].dump(), R"({"name":"A"})");
}

}  // namespace
}  // namespace vitrine::cv::importing::europass_test
