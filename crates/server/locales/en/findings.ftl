# What the check of an uploaded package found, and how to correct it. One pair for
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
finding-path-too-deep-cure = Rearrange the files so that fewer folders lie one inside another, and make the zip again.
finding-special-entry = The entry `{ $name }` is not a file but a link or a device.
finding-special-entry-cure = Put the file itself in place of the link and make the zip again.
finding-duplicate-entry = The file `{ $name }` is in the archive twice.
finding-duplicate-entry-cure = Delete the zip and make a new one instead of adding files to the old one.
finding-unicode-twins = The name `{ $name }` is in the archive twice, written with the same letters in two ways.
finding-unicode-twins-cure = Rename one of the two files, or delete the superfluous one, and make the zip again.
finding-file-is-also-folder = `{ $name }` is a file and a folder at the same time.
finding-file-is-also-folder-cure = Rename the file or the folder and make the zip again.
finding-overlapping-entries = The entry `{ $name }` shares its place in the archive with another one. Zip bombs are built like this.
finding-overlapping-entries-cure = Do not use this file. Get the package from its author again or make a new zip.
finding-sizes-disagree = The archive gives two different sizes or names for `{ $name }`.
finding-sizes-disagree-cure = Unpack the archive, check the files, make a new zip and upload that.
finding-encrypted = The archive is locked with a password (`{ $name }`).
finding-encrypted-cure = Make the zip without a password and upload it again.
finding-unknown-compression = `{ $name }` is compressed in a way that is not supported (method { $method }).
finding-unknown-compression-cure = Make the zip with the usual method (Deflate): in Windows right-click the folder and choose Send to › Compressed folder.
finding-several-disks = The archive is split into several parts.
finding-several-disks-cure = Join the parts into one zip and upload that.
finding-archive-too-large = The archive is { $size }; the limit is { $limit }.
finding-archive-too-large-cure = Compress the videos and pictures more strongly, or split the course into several packages.
finding-too-many-files = The archive holds { $count } files; at most { $limit } are allowed.
finding-too-many-files-cure = Leave out files that the course does not use, or split the course into several packages.
finding-too-large = Unpacked, the files together exceed { $limit }.
finding-too-large-cure = Compress the videos and pictures more strongly, or split the course into several packages.
finding-file-too-large = The file `{ $name }` is larger than { $limit }.
finding-file-too-large-cure = Compress the video more strongly or cut it into parts.
finding-compression-bomb = `{ $name }` unpacks to more than { $limit } times its size. Zip bombs look like this.
finding-compression-bomb-cure = Check what this file is. If the course needs it, store it in a usual format (mp4, jpg, png) and publish again.
finding-case-twins = `{ $name }` and `{ $other }` differ only in capital and small letters.
finding-case-twins-cure = It works here, but not on every computer. Give the files different names, or delete the superfluous one.
finding-reserved-name = { $count ->
    [one] One file has a name that some computers do not accept: `{ $names }`.
   *[other] { $count } files have names that some computers do not accept: `{ $names }`.
}
finding-reserved-name-cure = It does no harm here. If you also use the course elsewhere, rename these files.
finding-back-slash-names = The names in the archive use backslashes: `{ $names }`.
finding-back-slash-names-cure = They were understood as folders. Nothing needs to be done.
finding-name-encoding-guessed = { $count ->
    [one] One name is not in Unicode; it was read as { $encoding }: `{ $names }`.
   *[other] { $count } names are not in Unicode; they were read as { $encoding }: `{ $names }`.
}
finding-name-encoding-guessed-cure = Check that the names look right. If not, make the zip with a program that writes names in UTF-8.
finding-nested-archive = There is an archive inside the package: `{ $names }`.
finding-nested-archive-cure = It is kept as a file to download. If the course itself is in it, unpack it and upload the inner archive.
finding-system-files = { $count ->
    [one] One file that the operating system left behind was skipped: `{ $names }`.
   *[other] { $count } files that the operating system left behind were skipped: `{ $names }`.
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
finding-wrapped-in-folder-cure = The folder was removed. Nothing needs to be done.
finding-kind-scorm-1-1 = This is a package of SCORM 1.1 or older. Those versions are from 2001 and before, and are not supported.
finding-kind-scorm-1-1-cure = Open the course in its authoring tool and publish it as SCORM 1.2. Without the source: in `imsmanifest.xml` replace version 1.1 with 1.2, make the zip again and see whether it plays.
finding-kind-html-export = This is a website exported as HTML (`{ $name }`), without a SCORM manifest.
finding-kind-html-export-cure = In the authoring tool do not choose Web or HTML5 but Publish for LMS with SCORM 1.2 or SCORM 2004.
finding-kind-cmi5 = This is a cmi5 package. It cannot be imported here yet.
finding-kind-cmi5-cure = In the authoring tool publish the same course as SCORM 2004 4th Edition, or as SCORM 1.2.
finding-kind-tin-can = This is an xAPI (Tin Can) package. It cannot be imported here.
finding-kind-tin-can-cure = In the authoring tool publish the same course as SCORM 2004 4th Edition, or as SCORM 1.2.
finding-kind-h5p = This is H5P content, not a SCORM package.
finding-kind-h5p-cure = Open it in Lumi or another H5P editor and export it as SCORM.
finding-kind-moodle-backup = This is a backup of a Moodle course, not a SCORM package.
finding-kind-moodle-backup-cure = In Moodle open the SCORM activity of the course, download its package and upload that.
finding-kind-qti = This is a set of questions in the QTI format, not a course.
finding-kind-qti-cure = Import the questions into an authoring tool and publish the test as SCORM.
finding-kind-common-cartridge = This is an IMS Common Cartridge, not a SCORM package.
finding-kind-common-cartridge-cure = In the system it comes from export the course as SCORM 1.2 or SCORM 2004.
finding-kind-aicc = This is an AICC package (`{ $name }`). AICC is not supported.
finding-kind-aicc-cure = Open the course in its authoring tool and publish it once more, as SCORM 1.2 or SCORM 2004 instead of AICC. Without the source, ask the maker of the course for the SCORM version; nearly everyone who sells AICC has it.
finding-kind-office-document = This is a document from an office suite (Word, Excel or PowerPoint), not a course.
finding-kind-office-document-cure = Add it to the course as a document, or make a course from it in an authoring tool and publish as SCORM.
finding-kind-source-project = This is the project of an authoring tool (`{ $name }`), not a published course.
finding-kind-source-project-cure = Open the project in the tool it was made with, publish it as SCORM 1.2 or SCORM 2004, and upload the zip that it makes.
finding-kind-zip-in-zip = There is another archive in the archive: `{ $name }`. The package was zipped twice.
finding-kind-zip-in-zip-cure = Unpack the archive once and upload the zip that is in it, unchanged.
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
finding-manifest-old-encoding = The manifest is written in { $used }, not in UTF-8.
finding-manifest-old-encoding-cure = It was read correctly. If you edit it, keep the encoding, or save it as UTF-8 and say so in the first line.
finding-manifest-doctype = The manifest has a DOCTYPE. Such documents can read foreign files and are refused.
finding-manifest-doctype-cure = Open `imsmanifest.xml` in a text editor, delete the part from `<!DOCTYPE` to its `>`, and make the zip again.
finding-manifest-entity = The manifest uses `{ $entity }`, which has no meaning in XML.
finding-manifest-entity-cure = It is shown as it is written. Replace it with the character itself, or `&` with `&amp;`.
finding-manifest-not-well-formed = The manifest is not valid XML: line { $line }, column { $column }.
finding-manifest-not-well-formed-cure = If it was edited by hand, look at that line: an unclosed tag, or an `&` that should be `&amp;`. Otherwise publish the course again.
finding-manifest-tag-unclosed = The tag `{ $name }` that begins in line { $line } of the manifest is not closed in its place.
finding-manifest-tag-unclosed-cure = Where it should end cannot be guessed: it decides which lesson belongs to which chapter. Put `</{ $name }>` where it belongs, or publish the course again.
finding-manifest-cut-off = The manifest breaks off at its end; the closing tags are missing: { $names }.
finding-manifest-cut-off-cure = The tags were closed and everything before them was read. Check that no lesson is missing; if one is, publish the course again and copy the whole file.
finding-manifest-prefix-unbound = The manifest uses the prefix `{ $prefix }`, but does not say what it stands for.
finding-manifest-prefix-unbound-cure = Its elements were read by their names. Other systems may refuse the package: publish it again, or add `xmlns:{ $prefix }` to the tag `manifest`.
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
finding-identifier-missing = An element `{ $element }` has no identifier; it was given `{ $identifier }`.
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
finding-value-invalid-cure = The default value applies, or the rule is left out. Correct it in the authoring tool if the course should behave otherwise.
finding-sequencing-reference-unknown = The sequencing refers to `{ $identifier }`, which does not exist.
finding-sequencing-reference-unknown-cure = The usual rules apply to this item. Correct `IDRef` in the manifest, or publish again.
finding-objective-unknown = A sequencing rule looks at the objective `{ $identifier }`, which the item does not have.
finding-objective-unknown-cure = Such a rule never applies. Correct the name of the objective in the authoring tool.
finding-never-starts = By its own rules the course can never begin: it neither flows into its first part nor lets a part be chosen.
finding-never-starts-cure = In the authoring tool allow moving on (`flow`) or choosing (`choice`) for the whole course, and publish again.
finding-always-disabled = A rule that always applies locks “{ $title }”: nobody can ever open it.
finding-always-disabled-cure = Correct the condition of the rule in the authoring tool, or leave the part out.
finding-selects-nothing = “{ $title }” is set to choose 0 of its parts, so nothing is left to open.
finding-selects-nothing-cure = In the authoring tool set how many parts are chosen (`selectCount`) to at least 1, or switch the choosing off.
finding-rollup-never-holds = “{ $title }” requires { $needed } parts to be done, but at most { $count } can count.
finding-rollup-never-holds-cure = That rule never applies. In the authoring tool lower the number (`minimumCount`), or let more parts count.
finding-measure-never-known = “{ $title }” is passed by its score, but none of its parts can give one.
finding-measure-never-known-cure = It will never be passed. In the authoring tool give at least the test a weight (`objectiveMeasureWeight`), or do not pass it by score.
finding-progress-never-known = “{ $title }” is completed by its progress, but none of its parts has a weight.
finding-progress-never-known-cure = It will never be completed. In the authoring tool give the parts a weight (`progressWeight`), or do not complete it by progress.
finding-never-completes = By its own rules the course can neither be completed nor passed.
finding-never-completes-cure = Learners will stay in progress for ever. In the authoring tool let at least one part count for completion (`rollupProgressCompletion`, `tracked`), and check the rules of the whole course.
finding-asset-awaited = “{ $title }” is only shown, yet it is expected to report its completion itself.
finding-asset-awaited-cure = It will never be completed. In the manifest declare the page as a SCO if it reports, or remove `completionSetByContent`.
finding-organization-title-missing = The course has no title in the package.
finding-organization-title-missing-cure = Enter a title in the authoring tool, or give one to the module here.
finding-item-title-missing = The item `{ $identifier }` has no title.
finding-item-title-missing-cure = Its identifier is shown instead. Enter a title in the authoring tool and publish again.
finding-title-shortened = The title “{ $title }” was shortened to { $limit } characters.
finding-title-shortened-cure = Enter a shorter title in the authoring tool.
finding-title-characters = The title “{ $title }” had invisible characters, which were removed.
finding-title-characters-cure = Nothing needs to be done.
finding-language-missing = The package does not say in which language it is.
finding-language-missing-cure = Choose the language on the module, so that screen readers pronounce it correctly.
finding-mastery-score = The package itself sets { $score } as the score needed to pass (“{ $title }”).
finding-mastery-score-cure = If the course has a rule of its own for passing, that one decides. Check that the two agree.
finding-mastery-on-asset = “{ $title }” has a passing score, but it is only shown and reports nothing.
finding-mastery-on-asset-cure = The score is never judged. In the manifest declare the page as a SCO if it reports a score, or remove the passing score.
finding-no-sco = Nothing in the course reports to the system: all parts are only shown.
finding-no-sco-cure = A part counts as completed once it has been opened; there is no score. If a result is needed, publish the course as SCORM with tracking.
finding-prerequisites-not-enforced = { $count ->
    [one] One part requires other parts to be done first: `{ $names }`.
   *[other] { $count } parts require other parts to be done first: `{ $names }`.
}
finding-prerequisites-not-enforced-cure = Learners may still choose the order themselves. If the order matters, publish the course as SCORM 2004 with sequencing, or make separate steps of it.

## Sequencing

## Files

finding-launch-unsafe = The address of the first page is not allowed: `{ $href }`.
finding-launch-unsafe-cure = A course must begin with a page from the package. Publish it again; if the package is from a stranger, do not use it.
finding-launch-outside = The first page lies on another server: `{ $href }`.
finding-launch-outside-cure = Publish the course so that all its pages are in the zip, not as a link to a server.
finding-launch-escapes = The address of the first page points outside the package: `{ $href }`.
finding-launch-escapes-cure = Correct the address in the manifest so that it begins inside the package, or publish again.
finding-launch-file-missing = The first page `{ $name }` is not in the package.
finding-launch-file-missing-cure = Upload the whole zip that the authoring tool makes, without packing it again.
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
finding-file-reference-invalid-cure = Learners will not have such files. Put them into the package and publish again.
finding-file-case-differs = { $count ->
    [one] The manifest writes one name with different capital letters from those of the file: `{ $names }`.
   *[other] The manifest writes { $count } names with different capital letters from those of the files: `{ $names }`.
}
finding-file-case-differs-cure = The files were found here. Make the names match, since pages of the course may have the same mistake.
finding-href-back-slashes = The manifest writes paths with backslashes: `{ $names }`.
finding-href-back-slashes-cure = They were understood. Nothing needs to be done.
finding-files-unlisted = { $count ->
    [one] One file is in the package but not in the manifest: `{ $names }`.
   *[other] { $count } files are in the package but not in the manifest: `{ $names }`.
}
finding-files-unlisted-cure = They are kept, since pages may use them. Delete what the course does not need.
finding-outside-hosts = { $count ->
    [one] The course loads content from another server: `{ $names }`.
   *[other] The course loads content from { $count } other servers: `{ $names }`.
}
finding-outside-hosts-cure = Without the internet that content is missing, and those servers find out who is learning. Include the fonts, scripts and videos in the package.
finding-mixed-content = { $count ->
    [one] The course loads content from a server without encryption (`http:`): `{ $names }`.
   *[other] The course loads content from { $count } servers without encryption (`http:`): `{ $names }`.
}
finding-mixed-content-cure = Browsers block it on encrypted pages such as ours. Include that content in the package, or write `https:` if that server has it.
finding-flash = { $count ->
    [one] The course has a part in Flash, which no browser plays any more: `{ $names }`.
   *[other] The course has { $count } parts in Flash, which no browser plays any more: `{ $names }`.
}
finding-flash-cure = Publish the course as HTML5 in a newer version of the authoring tool.
finding-flash-beside-html5 = { $count ->
    [one] There is a part in Flash beside the version without it: `{ $names }`.
   *[other] There are { $count } parts in Flash beside the version without it: `{ $names }`.
}
finding-flash-beside-html5-cure = They are not used. Publish for HTML5 only, and the package becomes smaller.
finding-java-applets = { $count ->
    [one] The course has a Java program, which no browser runs any more: `{ $names }`.
   *[other] The course has { $count } Java programs, which no browser runs any more: `{ $names }`.
}
finding-java-applets-cure = Those parts stay empty. Replace them with HTML5, a video or a picture.
finding-plugins = { $count ->
    [one] The course needs an extension that no browser has any more: `{ $names }`.
   *[other] The course has { $count } files for extensions that no browser has any more: `{ $names }`.
}
finding-plugins-cure = Those parts stay empty. Replace them with HTML5 or a video.
finding-video-without-captions = { $count ->
    [one] One video has no captions: `{ $names }`.
   *[other] { $count } videos have no captions: `{ $names }`.
}
finding-video-without-captions-cure = People who cannot hear will not be able to follow. Add a `.vtt` file for each video. If the captions are part of the picture, nothing needs to be done.

## Pages

finding-page-encoding = { $count ->
    [one] One page is not written in UTF-8 and does not say which encoding it uses: `{ $names }`.
   *[other] { $count } pages are not written in UTF-8 and do not say which encoding they use: `{ $names }`.
}
finding-page-encoding-cure = Browsers have to guess, so letters other than English ones may be wrong. Save the pages as UTF-8 in a text editor, or publish the course again.
finding-page-language-missing = { $count ->
    [one] One first page does not say in which language it is: `{ $names }`.
   *[other] { $count } first pages do not say in which language they are: `{ $names }`.
}
finding-page-language-missing-cure = Screen readers then guess how to pronounce it. Set the language of the course in the authoring tool; in a page of your own write `<html lang="sr">`.
finding-page-title-missing = { $count ->
    [one] One first page has no title: `{ $names }`.
   *[other] { $count } first pages have no title: `{ $names }`.
}
finding-page-title-missing-cure = Screen readers announce a page by its title. Enter the title of the course in the authoring tool; in a page of your own write `<title>`.
finding-page-files-missing = { $count ->
    [one] One file that a first page loads is not in the package: `{ $names }`.
   *[other] { $count } files that first pages load are not in the package: `{ $names }`.
}
finding-page-files-missing-cure = Try the course. If something is missing in it, upload the whole zip that the authoring tool makes, without packing it again.
finding-page-case-differs = { $count ->
    [one] A first page writes the name of a file with different capital letters from those of the file: `{ $names }`.
   *[other] First pages write { $count } names of files with different capital letters from those of the files: `{ $names }`.
}
finding-page-case-differs-cure = On a Windows computer it works; here the file is not found. Make the names match and make the zip again.
finding-images-without-text = { $count ->
    [one] One picture has no text for people who cannot see it; page: `{ $names }`.
   *[other] { $count } pictures have no text for people who cannot see them; pages: `{ $names }`.
}
finding-images-without-text-cure = Describe each picture that says something (`alt`), and mark the others as decoration. Only pictures written in pages were looked at, not those that scripts add.
finding-contrast-low = { $count ->
    [one] The first page has a pair of colours that is hard to read: `{ $names }`.
   *[other] The first page has { $count } pairs of colours that are hard to read: `{ $names }`.
}
finding-contrast-low-cure = Make the text darker or its background lighter, so that the contrast is at least 4.5 : 1. Only colours that are written beside each other were compared.
finding-first-page-heavy = The first page loads { $size } in { $count ->
    [one] { $count } request
   *[other] { $count } requests
  } before it is shown; up to { $limit } is usual.
finding-first-page-heavy-cure = On a slow connection learners wait a long time. Make pictures and sounds on the first page smaller, or begin with a simple title page.
finding-sco-without-calls = The course says that it reports results, but nothing in it talks to the system.
finding-sco-without-calls-cure = It will be shown, yet no progress and no score will be recorded. Publish it for LMS with SCORM in the authoring tool; in pages of your own, include the script with the SCORM functions.

## In the words of authoring tools

finding-tool-publish-storyline = In Storyline: Publish › LMS, choose SCORM 1.2 or SCORM 2004, then Zip.
finding-tool-publish-rise = In Rise: Publish › LMS, choose SCORM 1.2 or SCORM 2004, then Publish.
finding-tool-publish-lectora = In Lectora: Publish, choose SCORM 1.2 or SCORM 2004 and the option to make a zip file.
finding-tool-publish-ispring = In iSpring: Publish › LMS, in LMS Profile choose SCORM 1.2 or SCORM 2004, and send the zip as it is.
finding-tool-publish-presenter = In Presenter: Quiz Manage › Reporting, enable reporting and choose SCORM; then Publish with Zip Package.
finding-tool-publish-captivate = In Captivate: Quiz Preferences › Reporting, enable reporting and choose SCORM 1.2 or SCORM 2004; then publish with the option Zip Files.
finding-tool-publish-evolve = In Evolve: Export, choose SCORM 1.2 or SCORM 2004, and send the zip as it is.
finding-tool-publish-elucidat = In Elucidat: Release, choose SCORM 1.2 or SCORM 2004, then Download.
finding-tool-publish-adapt = In Adapt: enable the extension Spoor, then Publish or Download; with the framework, run `grunt build` and zip the contents of the folder `build`.
finding-tool-publish-xerte = In Xerte: Properties of the project › Export › SCORM 1.2 or SCORM 2004.
finding-tool-publish-exelearning = In eXeLearning: File › Export (or Download as) › SCORM 1.2, not Web Site.
finding-tool-publish-courselab = In CourseLab: Publish course, choose SCORM 1.2 or SCORM 2004.
finding-tool-publish-camtasia = In Camtasia: export as MP4 with Smart Player, and in the options enable SCORM and Zip.
finding-tool-publish-activepresenter = In ActivePresenter: Export › HTML5, under LMS choose SCORM 1.2 or SCORM 2004.
finding-tool-publish-h5p = In Lumi: Export › SCORM package.
finding-tool-html5-storyline = In Storyline: Publish › Formats, choose HTML5 only.
finding-tool-html5-ispring = In iSpring: publish again in the current version, or choose HTML5 only in the old one.
finding-tool-html5-captivate = In Captivate: Publish, as output choose HTML5 and not SWF.
finding-tool-html5-courselab = In CourseLab: open the course in version 3 and publish it again.
finding-tool-captions-storyline = In Storyline: select the video › Options › Video Tools › Add captions.
finding-tool-captions-rise = In Rise: the video block › Edit › Closed captions › Upload.
finding-tool-captions-captivate = In Captivate: Video › Edit video timing › Closed captions.
finding-tool-captions-camtasia = In Camtasia: Captions, then export with the captions in the Smart Player.
finding-tool-captions-h5p = In H5P: in the settings of the video › Text tracks.
finding-tool-alternative-text-storyline = In Storyline: right-click the picture › Accessibility › Alternative text.
finding-tool-alternative-text-rise = In Rise: the picture › Edit › Alt text.
finding-tool-alternative-text-lectora = In Lectora: properties of the picture › Alternate text (ALT tag).
finding-tool-alternative-text-captivate = In Captivate: properties of the picture › Accessibility.
finding-tool-alternative-text-adapt = In Adapt: the field Alternative text of the graphic.
finding-tool-alternative-text-xerte = In Xerte: the field Image description of the page.
finding-tool-alternative-text-exelearning = In eXeLearning: insert or edit the picture › Image description.
finding-tool-alternative-text-h5p = In H5P: the field Alternative text of the picture.
finding-tool-score-storyline = In Storyline it is the passing score of the results slide; what is sent is under Publish › LMS › Reporting and Tracking.
finding-tool-score-rise = In Rise it is under the settings of the quiz › Passing score; what is sent is under Publish › LMS › Tracking.
finding-tool-score-lectora = In Lectora it is in the properties of the test › Passing score.
finding-tool-score-ispring = In iSpring it is in the properties of the quiz › Passing score.
finding-tool-score-captivate = In Captivate it is under Quiz Preferences › Pass or Fail.
finding-tool-score-adapt = In Adapt it is the field Score to pass of the assessment.
