person-address-wrong = This is not an e-mail address. Enter it in the form name@example.org.
person-address-taken = There is already a person with this e-mail address. Look for them in the list of people.
person-last-administrator = This is the only administrator. Give that right to somebody else first.
person-fault-title = Correct this and save
person-done-added = The person is added. You can invite them to a course now.
person-done-saved = The details are saved.
person-done-role = The role is changed. The person must sign in again to get it.
person-done-suspended = Access is suspended. The person is signed out on all devices.
person-done-reactivated = The person can sign in again.
person-courses = Courses
person-no-courses = Not enrolled on any course. Enrol them on the course’s page.
person-enrolled = Enrolled { $date }
person-left = withdrawn
person-completed = completed
person-in-progress = in progress
person-passed = passed
person-failed = not passed
person-attempts = Attempts
person-attempt = Attempt { $number }
person-certificates = Certificates
person-revoked = withdrawn
person-not-yours = The details of a person with equal or greater rights are changed by an administrator.
person-role-hint = A change signs the person out on all devices.
person-set-role = Change the role
person-access = Access
person-suspend = Suspend access
person-suspended-lead = The person cannot sign in. Their results and certificates are kept.
person-reactivate = Restore access
suspend-title = Suspend access: { $name }?
suspend-lead = The person is signed out at once and cannot sign in until you restore access. Results and certificates stay.
role-trainee = trainee
role-trainer = trainer
role-coordinator = coordinator
role-administrator = administrator
status-active = has access
status-suspended = access suspended
people-title = People
people-new = New person
people-new-lead = The person is added as a trainee. An administrator gives greater rights on their page.
people-add = Add the person
people-import = Import a list
people-search = Search, in either script
people-role = Role
people-status = Access
people-all = all
people-filter = Show
people-clear = Show all
people-count = { $count ->
    [one] { $count } person
   *[other] { $count } people
  }
people-added = { $count ->
    [0] Nobody was added: everybody on the list was already there.
    [one] { $count } person was added.
   *[other] { $count } people were added.
  }
people-lacking-organisation = { $count } without an organisation
people-no-organisation = no organisation
people-name = Name
people-none = Nobody fits these filters. Check the spelling or show all.
people-pages = Pages of the list
people-page = Page { $page } of { $pages }
people-previous = Previous
people-next = Next
import-title = Import people from a list
import-lead = Paste a list from a table or message. First you see what was recognised; nothing is stored until you confirm.
import-list = List
import-hint = One person per row: given name, family name, e-mail address, then organisation and post if you like. Separate them by tab, semicolon or comma; “Name Surname <address>” and a row of column names work, too.
import-preview = Preview
import-new = new
import-known = already known
import-faulty = with errors
import-line = Row
import-outcome = Outcome
import-row-new = new person
import-row-known = already known
import-row-faulty = error
import-left-out = { $count ->
    [one] { $count } row with an error will be left out.
   *[other] { $count } rows with errors will be left out.
  }
import-confirm = Add { $count ->
    [one] { $count } person
   *[other] { $count } people
  }
import-nothing = There is nobody to add. Correct the rows with errors, if there are any; everybody else on the list is already there.
import-mend = Correct the list
import-no-address = The row has no e-mail address. Add it.
import-wrong-address = “{ $text }” is not an e-mail address. Check the @ sign and the name after it.
import-no-name = The given name or the family name is missing. Add what is missing.
import-twice = The same address is already in row { $line }. Delete one of the two rows.
import-too-many = The list is too long: at most { $most } rows at once. Import the rest separately.
organisations-title = Organisations
organisation-new = New organisation
organisation-name = Name
organisation-kind = Kind
organisation-municipality = Municipality
organisation-country = Country
organisation-saved = The organisation is saved.
organisations-none = There is no such organisation. Check the spelling or add a new one.
organisation-name-missing = Enter the organisation’s name.
organisation-name-taken = There is already an organisation with this name. Look for it in the list.
organisation-kind-state_body = state body
organisation-kind-local_government = local government
organisation-kind-international_organisation = international organisation
organisation-kind-ngo = association
organisation-kind-university = university
organisation-kind-media = media
organisation-kind-other = other
organisation-country-rs = Serbia
organisation-country-al = Albania
organisation-country-at = Austria
organisation-country-ba = Bosnia and Herzegovina
organisation-country-bg = Bulgaria
organisation-country-ch = Switzerland
organisation-country-de = Germany
organisation-country-gr = Greece
organisation-country-hr = Croatia
organisation-country-hu = Hungary
organisation-country-it = Italy
organisation-country-md = Moldova
organisation-country-me = Montenegro
organisation-country-mk = North Macedonia
organisation-country-ro = Romania
organisation-country-se = Sweden
organisation-country-si = Slovenia
organisation-country-tr = Türkiye
organisation-country-ua = Ukraine
organisation-country-zz = another country
person-institution-hint = Start typing and choose from the list. If the organisation is not there, enter its full name.
organisations-show-all = Show all organisations
