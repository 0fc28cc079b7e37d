person-address-wrong = This is not an e-mail address. Enter it in the form name@example.org.
person-address-taken = There is a person with this e-mail address already. Look for them in the list of people.
