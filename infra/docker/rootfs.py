#!/usr/bin/env python3
"""Collects the files that a program needs at run time in a folder, the root of an image without anything else.

    rootfs.py PROGRAM TARGET [FONT...]

Copies the program, its shared libraries, the named font files, certificates of authorities, and the licences of the
Debian packages of all these files; writes the list of the content as an SPDX document.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

USER = 10001


def output(*command: str) -> str:
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def libraries(program: Path) -> list[Path]:
    """The paths of the shared libraries of `program`, from the dynamic linker, and of the linker itself."""
    found = re.findall(r"(/\S+) \(0x", output("ldd", str(program)))
    if not found:
        raise SystemExit(f"rootfs.py: {program} is not linked with anything")
    return sorted({Path(name) for name in found})


def place(source: Path, target: Path) -> None:
    """Copies a file to the same path under `target`; of a link, its target."""
    real_folder = Path(os.path.realpath(source.parent))  # /lib is /usr/lib
    to = target / real_folder.relative_to("/") / source.name
    to.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(source, to)


def packages(files: list[Path]) -> dict[str, dict[str, str]]:
    """The Debian packages of the files, with their fields."""
    names = set()
    for file in files:
        for path in {str(file), os.path.realpath(file), str(file).replace("/usr/lib", "/lib", 1),
                     os.path.realpath(file).replace("/usr/lib", "/lib", 1)}:
            owner = subprocess.run(["dpkg-query", "-S", path], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
            if owner.returncode == 0:
                names.add(owner.stdout.split(": ")[0])
                break
        else:
            raise SystemExit(f"rootfs.py: no package has {file}")
    fields = ["Package", "Version", "Architecture", "source:Package", "source:Version", "Maintainer"]
    form = "\t".join("${%s}" % field for field in fields)
    return {name: dict(zip(fields, output("dpkg-query", "-W", "-f", form, name).split("\t"))) for name in sorted(names)}


def describe(found: dict[str, dict[str, str]], program: Path, version: str) -> dict:
    """An SPDX 2.3 document: the program, and the packages of the files."""
    digest = hashlib.sha256(program.read_bytes()).hexdigest()
    when = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(int(os.environ.get("SOURCE_DATE_EPOCH", time.time()))))
    listed = [{
        "SPDXID": "SPDXRef-vitrine", "name": "vitrine", "versionInfo": version, "downloadLocation": "NOASSERTION",
        "filesAnalyzed": False, "licenseConcluded": "MIT", "licenseDeclared": "MIT", "copyrightText": "NOASSERTION",
        "checksums": [{"algorithm": "SHA256", "checksumValue": digest}],
    }]
    for name, fields in found.items():
        plain = fields["Package"]
        listed.append({
            "SPDXID": "SPDXRef-" + re.sub(r"[^A-Za-z0-9.-]", "-", name), "name": plain, "versionInfo": fields["Version"],
            "supplier": "Organization: Debian", "downloadLocation": "NOASSERTION", "filesAnalyzed": False,
            "licenseConcluded": "NOASSERTION", "licenseDeclared": "NOASSERTION", "copyrightText": "NOASSERTION",
            "comment": f"licence: /usr/share/doc/{plain}/copyright",
            "externalRefs": [{
                "referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl",
                "referenceLocator": f"pkg:deb/debian/{plain}@{fields['Version'].replace('+', '%2B')}"
                                    f"?arch={fields['Architecture']}&distro=debian-12",
            }],
        })
    related = [{"spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES", "relatedSpdxElement": "SPDXRef-vitrine"}]
    related += [{"spdxElementId": "SPDXRef-vitrine", "relationshipType": "DEPENDS_ON", "relatedSpdxElement": one["SPDXID"]}
                for one in listed[1:]]
    return {
        "spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT", "name": f"vitrine-{version}",
        "documentNamespace": f"https://vitrine.invalid/spdx/{digest}",
        "creationInfo": {"created": when, "creators": ["Tool: rootfs.py"]},
        "packages": listed, "relationships": related,
    }


def main(program: Path, target: Path, fonts: list[Path]) -> None:
    target.mkdir(parents=True)
    for name in ("bin", "lib", "lib64"):
        (target / "usr" / name).mkdir(parents=True)
        (target / name).symlink_to(f"usr/{name}")
    files = libraries(program) + fonts + [Path("/etc/ssl/openssl.cnf"), Path("/etc/os-release")]
    for file in files:
        place(file, target)
    shutil.copy2(program, target / "usr/bin/vitrine")
    place(Path("/etc/ssl/certs/ca-certificates.crt"), target)  # created when its package is installed
    (target / "usr/lib/ssl").mkdir()
    for name, to in {"certs": "/etc/ssl/certs", "openssl.cnf": "/etc/ssl/openssl.cnf", "cert.pem": "/etc/ssl/certs/ca-certificates.crt"}.items():
        (target / "usr/lib/ssl" / name).symlink_to(to)
    (target / "etc/passwd").write_text(f"root:x:0:0::/:/sbin/nologin\nvitrine:x:{USER}:{USER}::/var/lib/vitrine:/sbin/nologin\n")
    (target / "etc/group").write_text(f"root:x:0:\nvitrine:x:{USER}:\n")
    (target / "etc/nsswitch.conf").write_text("hosts: files dns\n")
    (target / "etc/fonts").mkdir()  # the program names its font folders itself; fontconfig complains without this file
    (target / "etc/fonts/fonts.conf").write_text('<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">\n'
                                                 "<fontconfig><cachedir>/var/cache/fontconfig</cachedir></fontconfig>\n")
    (target / "tmp").mkdir()
    (target / "tmp").chmod(0o1777)

    found = packages(files)
    found.update({"ca-certificates": packages([Path("/usr/share/ca-certificates")])["ca-certificates"]})
    for fields in found.values():
        licence = Path("/usr/share/doc") / fields["Package"] / "copyright"  # may be a link
        (target / licence.parent.relative_to("/")).mkdir(parents=True)
        shutil.copy2(licence, target / licence.relative_to("/"))
    version = output(str(program), "--version").split()[1]
    notes = target / "usr/share/sbom"
    notes.mkdir()
    (notes / "vitrine.spdx.json").write_text(json.dumps(describe(found, program, version), indent=1) + "\n")
    print(f"{len(files)} files of {len(found)} packages, and the program")


if __name__ == "__main__":
    if len(sys.argv) < 3:
        raise SystemExit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]), [Path(name) for name in sys.argv[3:]])
