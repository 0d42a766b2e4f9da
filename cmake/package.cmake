# The installed files, and the Debian package of them (scripts/package.sh).
include(GNUInstallDirs)
set(CMAKE_SKIP_INSTALL_ALL_DEPENDENCY ON) # only the program, not its tests

install(TARGETS vitrine RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(DIRECTORY web/dist/studio/browser/ DESTINATION ${CMAKE_INSTALL_DATADIR}/vitrine/studio OPTIONAL)
install(DIRECTORY samples/ DESTINATION ${CMAKE_INSTALL_DATADIR}/vitrine/samples)
install(FILES schema/resume.schema.json schema/openapi.yaml DESTINATION ${CMAKE_INSTALL_DATADIR}/vitrine/schema)
install(DIRECTORY docs/ DESTINATION ${CMAKE_INSTALL_DOCDIR} FILES_MATCHING PATTERN "*.md" PATTERN dashboard.json
  PATTERN pictures EXCLUDE)
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR} RENAME copyright)
install(FILES packaging/systemd/vitrine.service packaging/systemd/vitrine.socket DESTINATION lib/systemd/system)
# Outside the prefix, so only in the package.
install(FILES packaging/vitrine.default DESTINATION /etc/default RENAME vitrine COMPONENT settings EXCLUDE_FROM_ALL)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_CONTACT "The Vitrine project <vitrine@example.org>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "web service that keeps CVs, and shows them as pages and PDFs")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_INSTALL_CMAKE_PROJECTS "${CMAKE_BINARY_DIR};vitrine;ALL;/;${CMAKE_BINARY_DIR};vitrine;settings;/")
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION web)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "adduser, ca-certificates, fonts-noto-core, fonts-noto-mono, init-system-helpers")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "fonts-noto-cjk, fonts-noto-color-emoji")
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA
  "${CMAKE_SOURCE_DIR}/packaging/debian/conffiles;${CMAKE_SOURCE_DIR}/packaging/debian/postinst;${CMAKE_SOURCE_DIR}/packaging/debian/prerm;${CMAKE_SOURCE_DIR}/packaging/debian/postrm")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
include(CPack)
