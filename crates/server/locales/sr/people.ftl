person-address-wrong = Ово није е-адреса. Упишите је у облику ime@primer.rs.
person-address-taken = Особа са овом е-адресом већ постоји. Потражите је на списку људи.
