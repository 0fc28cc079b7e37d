# What the check of an uploaded package found, and how to mend it. One pair for
# each check of package-import: finding-<check> and finding-<check>-cure.

## The archive

finding-not-a-zip = This file is not a zip archive.
finding-not-a-zip-cure = In the authoring tool choose Publish for LMS (SCORM) and upload the zip that it makes, unchanged.
finding-archive-empty = The archive is empty.
finding-archive-empty-cure = Publish the course again and check that the zip has files in it before you upload it.
finding-archive-damaged = The archive is damaged: its table of contents is missing or does not add up.
finding-archive-damaged-cure = The file was probably not copied whole. Publish the course again, or make the zip again, and upload the new file.
finding-file-damaged = The file `{ $name }` in the archive is damaged.
finding-file-damaged-cure = Make the zip again from the original files and upload it once more.
finding-path-escapes = The entry `{ $name }` points outside the package.
finding-path-escapes-cure = No tool makes such names by accident. Get the package from its author again; if you made the zip yourself, zip the folder without `..` in the names.
finding-path-absolute = The entry `{ $name }` has a full path with a drive or a leading slash.
finding-path-absolute-cure = Make the zip so that the names in it begin inside the course folder: select the files themselves and zip those.
finding-path-control-character = The name `{ $name }` is empty or has characters that no file name may have.
finding-path-control-character-cure = Rename the file using ordinary letters, digits and hyphens, and make the zip again.
finding-path-too-long = The name `{ $name }` is too long; at most { $limit } bytes are allowed.
finding-path-too-long-cure = Shorten the names of the file and its folders in the authoring tool and publish again.
finding-path-too-deep = The file `{ $name }` lies too deep; at most { $limit } levels of folders are allowed.
finding-path-too-deep-cure = Move the files into fewer folders, one inside the other, and make the zip again.
finding-special-entry = The entry `{ $name }` is not a file but a link or a device.
finding-special-entry-cure = Put the file itself in place of the link and make the zip again.
finding-duplicate-entry = The file `{ $name }` is in the archive twice.
finding-duplicate-entry-cure = Delete the zip and make a new one instead of adding files to the old one.
finding-unicode-twins = The name `{ $name }` is in the archive twice, written with the same letters in two ways.
finding-unicode-twins-cure = Rename one of the two files, or delete the superfluous one, and make the zip again.
finding-file-is-also-folder = `{ $name }` is a file and a folder at the same time.
finding-file-is-also-folder-cure = Rename the file or the folder and make the zip again.
finding-overlapping-entries = The entry `{ $name }` shares its place in the archive with another one. Archives that are bombs are built like this.
finding-overlapping-entries-cure = Do not use this file. Get the package from its author again and make a new zip.
finding-sizes-disagree = The archive gives two different sizes or names for `{ $name }`.
finding-sizes-disagree-cure = Unpack the archive, check the files, make a new zip and upload that.
finding-encrypted = The archive is locked with a password (`{ $name }`).
finding-encrypted-cure = Make the zip without a password and upload it again.
finding-unknown-compression = `{ $name }` is compressed in a way that is not supported (method { $method }).
finding-unknown-compression-cure = Make the zip with the usual method (Deflate): in Windows right-click the folder and choose Send to › Compressed folder.
finding-several-disks = The archive is split into several parts.
finding-several-disks-cure = Join the parts into one zip and upload that.
finding-archive-too-large = The file has { $size }; the limit is { $limit }.
finding-archive-too-large-cure = Compress the videos and pictures more strongly, or split the course into several packages.
finding-too-many-files = The archive holds { $count } files; at most { $limit } are allowed.
finding-too-many-files-cure = Leave out files that the course does not use, or split the course into several packages.
finding-too-large = Unpacked, the files together exceed { $limit }.
finding-too-large-cure = Compress the videos and pictures more strongly, or split the course into several packages.
finding-file-too-large = The file `{ $name }` is larger than { $limit }.
finding-file-too-large-cure = Compress the video more strongly or cut it into parts.
finding-compression-bomb = `{ $name }` unpacks to more than { $limit } times its size. Archives that are bombs look like this.
finding-compression-bomb-cure = Check what this file is. If the course needs it, store it in a usual format (mp4, jpg, png) and publish again.
finding-case-twins = `{ $name }` and `{ $other }` differ only in capital letters.
finding-case-twins-cure = It works here, but not on every computer. Give the files different names, or delete the superfluous one.
finding-reserved-name = { $count ->
    [one] One file has a name that some computers do not accept: `{ $names }`.
   *[other] { $count } files have names that some computers do not accept: `{ $names }`.
}
finding-reserved-name-cure = It does no harm here. If you also use the course elsewhere, rename it.
finding-back-slash-names = The names in the archive use back-slashes: `{ $names }`.
finding-back-slash-names-cure = They were understood as folders. Nothing needs to be done.
finding-name-encoding-guessed = { $count ->
    [one] One name is not in Unicode; it was read as { $encoding }: `{ $names }`.
   *[other] { $count } names are not in Unicode; they were read as { $encoding }: `{ $names }`.
}
finding-name-encoding-guessed-cure = Check that the names look right. If not, make the zip with a program that writes names in UTF-8.
finding-nested-archive = There is an archive inside the package: `{ $names }`.
finding-nested-archive-cure = It is kept as a file to download. If the course itself is in it, unpack it and upload the inner archive.
finding-system-files = { $count ->
    [one] One file that the operating system left behind was passed over: `{ $names }`.
   *[other] { $count } files that the operating system left behind were passed over: `{ $names }`.
}
finding-system-files-cure = Nothing needs to be done.
finding-server-scripts = { $count ->
    [one] There is a program for servers in the package: `{ $names }`.
   *[other] There are { $count } programs for servers in the package: `{ $names }`.
}
finding-server-scripts-cure = It is kept but never run. If the course relies on it, that part will not work.

## Kind of package

finding-manifest-missing = There is no `imsmanifest.xml` in the archive, so it is not a SCORM package.
finding-manifest-missing-cure = In the authoring tool choose Publish for LMS and SCORM 1.2 or SCORM 2004, and upload the whole zip that it makes.
finding-manifest-in-folder = `imsmanifest.xml` is in the folder `{ $folder }`, and other files lie beside that folder.
finding-manifest-in-folder-cure = Open the folder `{ $folder }`, select everything in it and zip that.
finding-several-manifests = The archive holds { $count } packages side by side: `{ $names }`.
finding-several-manifests-cure = Make one zip for each package and upload them one by one.
finding-nested-manifest = There are more manifests deeper in the package: `{ $names }`.
finding-nested-manifest-cure = The one at the top counts. Nothing needs to be done if that is the course you meant.
finding-manifest-name-case = The manifest is called `{ $name }` instead of `imsmanifest.xml`.
finding-manifest-name-case-cure = It was read all the same. Other systems may refuse it: rename it with small letters.
finding-wrapped-in-folder = The whole package is in the folder `{ $folder }`.
finding-wrapped-in-folder-cure = The folder was taken off. Nothing needs to be done.
finding-kind-scorm-1-1 = This is a SCORM 1.1 package. That version is from 2001 and is not supported.
finding-kind-scorm-1-1-cure = Open the course in its authoring tool and publish it as SCORM 1.2. Without the source: in `imsmanifest.xml` replace version 1.1 by 1.2, make the zip again and try whether it plays.
finding-kind-html-export = This is a website exported as HTML (`{ $name }`), without a SCORM manifest.
finding-kind-html-export-cure = In the authoring tool do not choose Web or HTML5 but Publish for LMS with SCORM 1.2 or SCORM 2004. In Storyline: Publish › LMS.
finding-kind-cmi5 = This is a cmi5 package. It cannot be imported here yet.
finding-kind-cmi5-cure = In the authoring tool publish the same course as SCORM 2004 4th Edition.
finding-kind-tin-can = This is an xAPI (Tin Can) package. It cannot be imported here.
finding-kind-tin-can-cure = In the authoring tool publish the same course as SCORM 2004 4th Edition.
finding-kind-h5p = This is H5P content, not a SCORM package.
finding-kind-h5p-cure = Open it in Lumi or another H5P editor and export it as SCORM.
finding-kind-moodle-backup = This is a backup of a Moodle course, not a SCORM package.
finding-kind-moodle-backup-cure = In Moodle open the SCORM activity of the course, download its package and upload that.
finding-kind-qti = This is a set of questions in the QTI format, not a course.
finding-kind-qti-cure = Import the questions into an authoring tool and publish the test as SCORM.
finding-kind-common-cartridge = This is an IMS Common Cartridge, not a SCORM package.
finding-kind-common-cartridge-cure = In the system it comes from export the course as SCORM 1.2 or SCORM 2004.
finding-kind-aicc = This is an AICC package. That format is no longer supported.
finding-kind-aicc-cure = In the authoring tool publish the same course as SCORM 1.2.
finding-kind-office-document = This is a document from an office suite (Word, Excel or PowerPoint), not a course.
finding-kind-office-document-cure = Add it to the course as a document, or make a course from it in an authoring tool and publish as SCORM.
finding-kind-content-package = The manifest says nothing of SCORM: this is a plain content package.
finding-kind-content-package-cure = It can be shown, but it reports neither progress nor results. If it should, publish it as SCORM.
finding-schema-version-missing = The manifest does not say its version; it was taken as { $kind }.
finding-schema-version-missing-cure = Nothing needs to be done if the course plays well in the trial.
finding-schema-version-unknown = The manifest gives the unknown version `{ $version }`; it was taken as { $kind }.
finding-schema-version-unknown-cure = Try the course. If something does not work, publish it as SCORM 1.2 or SCORM 2004 4th Edition.

## The manifest as a document

finding-manifest-too-large = The manifest is larger than { $limit }.
finding-manifest-too-large-cure = Publish the course again. If the course is really that big, split it into several packages.
finding-manifest-encoding = The manifest says it is written in { $declared }, but it is in { $used }.
finding-manifest-encoding-cure = It was read as { $used }. Check that the titles look right; if not, save the manifest as UTF-8.
finding-manifest-doctype = The manifest has a DOCTYPE. Such documents can read foreign files and are refused.
finding-manifest-doctype-cure = Open `imsmanifest.xml` in a text editor, delete the part from `<!DOCTYPE` to its `>`, and make the zip again.
finding-manifest-entity = The manifest uses `{ $entity }`, which has no meaning in XML.
finding-manifest-entity-cure = It is shown as it is written. Replace it by the character itself, or `&` by `&amp;`.
finding-manifest-not-well-formed = The manifest is not valid XML: line { $line }, column { $column }.
finding-manifest-not-well-formed-cure = If it was edited by hand, look at that line: an unclosed tag, or an `&` that should be `&amp;`. Otherwise publish the course again.
finding-manifest-too-deep = Elements in the manifest are nested more than { $limit } deep.
finding-manifest-too-deep-cure = Publish the course again with fewer chapters inside chapters.
finding-manifest-too-many-elements = The manifest has more than { $limit } elements.
finding-manifest-too-many-elements-cure = Split the course into several packages.
finding-manifest-root = The manifest begins with `{ $name }` instead of `manifest`.
finding-manifest-root-cure = This is not a SCORM manifest. Publish the course again for LMS with SCORM 1.2 or SCORM 2004.

## What the manifest says

finding-no-organization = The manifest has no organization, so it is not known what the course consists of.
finding-no-organization-cure = In the authoring tool publish a course, not a set of resources.
finding-several-organizations = The manifest has { $count } organizations; the learners get “{ $title }”.
finding-several-organizations-cure = If another one should be played, make it the default one in the authoring tool.
finding-default-organization-unknown = The manifest names `{ $identifier }` as the default organization, but there is none of that name; “{ $title }” was taken.
finding-default-organization-unknown-cure = Check that this is the right course. Otherwise correct `default` in `imsmanifest.xml`.
finding-no-items = The course has no items.
finding-no-items-cure = Open the course in the authoring tool, check that it has lessons, and publish it again.
finding-too-many-items = The course has more than { $limit } items.
finding-too-many-items-cure = Split the course into several packages.
finding-nothing-to-launch = No item of the course has a page to open.
finding-nothing-to-launch-cure = Publish the course again; in the manifest each lesson must point to a resource with a page.
finding-duplicate-identifier = The identifier `{ $identifier }` is given more than once.
finding-duplicate-identifier-cure = The first one counts. Give each item and each resource an identifier of its own, and publish again.
finding-identifier-missing = An element `{ $element }` has no identifier; it got `{ $identifier }`.
finding-identifier-missing-cure = Give it an identifier in the authoring tool, or results may be lost when the package is replaced.
finding-resource-unknown = The item points to the resource `{ $identifier }`, which does not exist.
finding-resource-unknown-cure = Publish the course again. If you edit the manifest by hand, add the resource or correct `identifierref`.
finding-item-without-resource = The item “{ $title }” has neither a page nor items below it.
finding-item-without-resource-cure = It is shown as a heading. If it should open something, connect it to a page in the authoring tool.
finding-cluster-with-resource = The chapter “{ $title }” has a page of its own, which SCORM 2004 does not allow.
finding-cluster-with-resource-cure = The page of the chapter is not shown. Make it the first lesson of the chapter.
finding-dependency-unknown = A resource depends on the resource `{ $identifier }`, which does not exist.
finding-dependency-unknown-cure = Try the course. If nothing is missing, nothing needs to be done.
finding-value-invalid = The element `{ $element }` has a value that is not allowed: `{ $value }`.
finding-value-invalid-cure = The usual value applies, or the rule is left out. Mend it in the authoring tool if the course should behave otherwise.
finding-sequencing-reference-unknown = The sequencing refers to `{ $identifier }`, which does not exist.
finding-sequencing-reference-unknown-cure = The usual rules apply to this item. Mend `IDRef` in the manifest, or publish again.
finding-objective-unknown = A sequencing rule looks at the objective `{ $identifier }`, which the item does not have.
finding-objective-unknown-cure = Such a rule never applies. Mend the name of the objective in the authoring tool.
finding-organization-title-missing = The course has no title in the package.
finding-organization-title-missing-cure = Enter a title in the authoring tool, or give one to the module here.
finding-item-title-missing = The item `{ $identifier }` has no title.
finding-item-title-missing-cure = Its identifier is shown instead. Enter a title in the authoring tool and publish again.
finding-title-shortened = The title “{ $title }” was shortened to { $limit } characters.
finding-title-shortened-cure = Enter a shorter title in the authoring tool.
finding-title-characters = The title “{ $title }” had invisible characters, which were removed.
finding-title-characters-cure = Nothing needs to be done.
finding-language-missing = The package does not say in which language it is.
finding-language-missing-cure = Choose the language on the module, so that screen readers pronounce it right.
finding-mastery-score = The package itself sets { $score } as the score needed to pass (“{ $title }”).
finding-mastery-score-cure = If the course has a rule of its own for passing, that one decides. Check that the two agree.

## Files

finding-launch-unsafe = The address of the first page is not allowed: `{ $href }`.
finding-launch-unsafe-cure = A course must begin with a page from the package. Publish it again; if the package is from a stranger, do not use it.
finding-launch-outside = The first page lies on another server: `{ $href }`.
finding-launch-outside-cure = Publish the course so that all its pages are in the zip, not as a link to a server.
finding-launch-escapes = The address of the first page points outside the package: `{ $href }`.
finding-launch-escapes-cure = Mend the address in the manifest so that it begins inside the package, or publish again.
finding-launch-file-missing = The first page `{ $name }` is not in the package.
finding-launch-file-missing-cure = Upload the whole zip that the authoring tool makes, without packing it again. In Storyline: Publish › LMS.
finding-resource-without-href = A resource that an item opens has no page.
finding-resource-without-href-cure = Publish the course again; in the manifest the resource needs `href`.
finding-files-missing = { $count ->
    [one] One file named in the manifest is missing from the package: `{ $names }`.
   *[other] { $count } files named in the manifest are missing from the package: `{ $names }`.
}
finding-files-missing-cure = Upload the whole zip that the authoring tool makes, without packing it again. If the course plays without these files, nothing needs to be done.
finding-file-reference-invalid = { $count ->
    [one] The manifest lists a file outside the package: `{ $names }`.
   *[other] The manifest lists { $count } files outside the package: `{ $names }`.
}
finding-file-reference-invalid-cure = Such files are not there for the learners. Put them into the package and publish again.
finding-file-case-differs = { $count ->
    [one] The manifest writes one name with other capital letters than the file has: `{ $names }`.
   *[other] The manifest writes { $count } names with other capital letters than the files have: `{ $names }`.
}
finding-file-case-differs-cure = They were found here. Write the names alike, since pages of the course may have the same mistake.
finding-href-back-slashes = The manifest writes paths with back-slashes: `{ $names }`.
finding-href-back-slashes-cure = They were understood. Nothing needs to be done.
finding-files-unlisted = { $count ->
    [one] One file is in the package but not in the manifest: `{ $names }`.
   *[other] { $count } files are in the package but not in the manifest: `{ $names }`.
}
finding-files-unlisted-cure = They are kept, since pages may use them. Delete what the course does not need.
finding-outside-hosts = { $count ->
    [one] The course loads things from another server: `{ $names }`.
   *[other] The course loads things from { $count } other servers: `{ $names }`.
}
finding-outside-hosts-cure = Without the internet they are missing, and those servers learn who is learning. Include the fonts, scripts and videos in the package.
finding-flash = { $count ->
    [one] The course has a part in Flash, which no browser plays any more: `{ $names }`.
   *[other] The course has { $count } parts in Flash, which no browser plays any more: `{ $names }`.
}
finding-flash-cure = Publish the course as HTML5 in a newer version of the authoring tool.
finding-video-without-captions = { $count ->
    [one] One video has no captions: `{ $names }`.
   *[other] { $count } videos have no captions: `{ $names }`.
}
finding-video-without-captions-cure = People who do not hear cannot follow. Add a `.vtt` file for each video. If the captions are part of the picture, nothing needs to be done.
