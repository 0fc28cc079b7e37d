package-refused = The package was not accepted: it has errors that must be mended. The report says what, where and how.
package-file-damaged = This file of the module is damaged in the store and was set aside. The other files work. A trainer brings it back by sending the same package again as a new version.
module-is-archived = The module is in the archive and takes no new versions. Bring it back from the archive first.
upload-not-receiving = This upload is already finished. To change something, send the file again.
